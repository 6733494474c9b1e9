import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from './__testUtils__/Folder';
import { kubeconfig, seed, seedFiles } from './__testUtils__/gitOpsRepo';
import { main } from './main';

// One of them loads the Kubernetes client, which takes seconds on a busy machine.
jest.setTimeout(60_000);

let folder: Folder;
beforeEach(() => {
  folder = new Folder(seedFiles());
});
afterEach(() => {
  folder.remove();
});

describe('kubevirt-vlan, where it could not check: 2', () => {
  // In this process, which is faster; cli.test.ts starts the command itself.
  const refusal = async (...args: string[]) => {
    const printed = { out: '', err: '' };
    const code = await main(['check', ...args], {
      cwd: folder.path,
      env: {},
      now: () => new Date(),
      out: text => {
        printed.out += text;
      },
      err: text => {
        printed.err += text;
      },
    });
    expect({ code, out: printed.out }).toEqual({ code: 2, out: '' });
    // No stack trace.
    expect(printed.err).not.toMatch(/^\s+at /m);
    return printed.err;
  };

  it('a usage that is wrong', async () => {
    expect(await refusal('clusters', '--fix')).toMatch(/--fix.*\nusage: /);
  });

  it('an unknown cluster, named or in a path', async () => {
    expect(await refusal('clusters', '--cluster', 'nope')).toMatch(
      'found cluster "nope", allowed: demo, other',
    );
    folder.write({ 'clusters/nope/nodes/a.yaml': seed().policy });
    expect(await refusal('clusters')).toMatch(
      'clusters/nope/nodes/a.yaml: found cluster "nope", allowed: demo, other',
    );
  });

  it('a file that is no YAML', async () => {
    folder.write({ 'clusters/demo/x.yml': 'a: 1\nb: [1, 2\nc: 3\n' });
    expect(await refusal('clusters')).toMatch(
      /clusters\/demo\/x\.yml:3:\d+: found no valid YAML/,
    );
  });

  it('nothing to check', async () => {
    folder.write({ 'empty/README.md': 'NodeNetworkConfigurationPolicy' });
    expect(await refusal('empty')).toMatch('found no manifests in empty');
    expect(await refusal('nowhere')).toMatch(/nowhere: found nothing there/);
  });

  it('a file that is too large, or no text', async () => {
    folder.write({ 'clusters/large.YAML': '' });
    truncateSync(join(folder.path, 'clusters/large.YAML'), 2 ** 20 + 1);
    expect(await refusal('clusters')).toMatch(
      /large\.YAML: found 1048577 bytes, allowed: 1048576/,
    );
    writeFileSync(join(folder.path, 'latin1.yaml'), Buffer.from([0x61, 0xe4]));
    expect(await refusal('latin1.yaml')).toMatch(
      'latin1.yaml: found bytes that are not UTF-8',
    );
  });

  it('a configuration that is missing or wrong', async () => {
    expect(await refusal('clusters', '--config', 'none.yaml')).toMatch(
      'none.yaml',
    );
    folder.write({
      'none.yaml': 'app: {}\n',
      'bad.yaml': 'kubevirt: { clusters: { demo: { pools: {} } } }\n',
      'unset.yaml':
        'kubevirt: { clusters: { demo: {} }, gitOps: { repoUrl: "${UNSET_URL}" } }\n',
    });
    expect(await refusal('clusters', '--config', 'none.yaml')).toMatch(
      'found no kubevirt: in',
    );
    const both = ['clusters', '--config', 'app-config.yaml', '--config'];
    expect(await refusal(...both, 'bad.yaml')).toMatch(
      'kubevirt.clusters.demo has unknown keys: pools',
    );
    expect(await refusal('clusters', '--config', 'unset.yaml')).toMatch(
      /gitOps.*not set in the environment: UNSET_URL/,
    );
  });

  it('VLANs that are wrong, or none', async () => {
    folder.write({
      'bad/a.yaml': folder
        .read('catalog/vlans.yaml')
        .replace('id: 1085', 'id: 5000'),
    });
    expect(await refusal('clusters', '--vlans', 'bad')).toMatch(
      /bad\/a\.yaml:6:1: .*spec\.vlan\.id/,
    );
    expect(await refusal('clusters', '--vlans', 'clusters')).toMatch(
      'found no VLAN in clusters',
    );
  });

  it('a kubeconfig that is missing, wrong or of another context', async () => {
    expect(await refusal('clusters', '--kubeconfig', 'none')).toMatch(
      /none: found nothing there/,
    );
    folder.write({ bad: 'a: [', good: kubeconfig('https://127.0.0.1:1') });
    expect(await refusal('clusters', '--kubeconfig', 'bad')).toMatch(
      'found no kubeconfig',
    );
    expect(
      await refusal('clusters', '--kubeconfig', 'good', '--context', 'x'),
    ).toMatch('--context: found "x", allowed: here');
  });

  it("credentials that can't be used", async () => {
    const config = kubeconfig('https://127.0.0.1:1').replace(
      'token: t',
      'client-certificate: none.pem, client-key: none.pem',
    );
    folder.write({ config });
    expect(await refusal('clusters', '--kubeconfig', 'config')).toMatch(
      /^kubevirt-vlan: --kubeconfig: found credentials .*none\.pem/,
    );
  });

  it('a configuration that includes what is not there', async () => {
    folder.write({ 'a.yaml': 'kubevirt: { $include: none.yaml }' });
    expect(await refusal('clusters', '--config', 'a.yaml')).toMatch(
      /^kubevirt-vlan: Failed to read config file .*none\.yaml/,
    );
  });

  it("an output that can't be written", async () => {
    const args = ['clusters', '--format', 'json', '--output'];
    expect(await refusal(...args, 'catalog')).toMatch(/--output catalog/);
  });
});
