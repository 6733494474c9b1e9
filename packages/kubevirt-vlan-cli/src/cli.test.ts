import { symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Folder } from './__testUtils__/Folder';
import {
  badPolicy,
  kubeconfig,
  seed,
  seedFiles,
} from './__testUtils__/gitOpsRepo';
import { runBin } from './__testUtils__/runBin';
import { sarifFaults } from './__testUtils__/sarif';

jest.setTimeout(60_000);

const BAD = 'clusters/demo/nodes/vlan-1085-policy-c7000.yaml';
const VLANS = ['--vlans', 'catalog'];

let folder: Folder;
beforeEach(() => {
  folder = new Folder(seedFiles());
});
afterEach(() => {
  folder.remove();
});
const run = (...args: string[]) => runBin(folder.path, ...args);
const check = (...args: string[]) => run('check', ...args, ...VLANS);

describe('kubevirt-vlan', () => {
  it('passes the seed case: 0', async () => {
    const { code, out, err } = await check('clusters', '--repo', '.');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^0 errors, \d+ warnings? in 3 objects of 3 files$/m);
    expect(out).toContain('because no --kubeconfig was given');
  });

  it('fails a bridge on br-ex, and says where: 1', async () => {
    folder.write({ [BAD]: badPolicy() });
    const { code, out } = await check('clusters');
    expect(code).toBe(1);
    const lines = folder.read(BAD).split('\n');
    const line = lines.findIndex(text => text.includes('name: br-ex')) + 1;
    expect(out).toMatch(
      new RegExp(
        `^${BAD}:${line}:9 error interface-taken NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000 spec.desiredState.interfaces\\[2\\].name: found "br-ex", allowed: `,
        'm',
      ),
    );
  });

  it('counts warnings as errors with --warnings-as-errors', async () => {
    const { code } = await check('clusters', '--warnings-as-errors');
    expect(code).toBe(1);
  });

  it('prints JSON, with paths relative to the repository', async () => {
    folder.write({ [BAD]: badPolicy() });
    const { code, out } = await check(
      ...['clusters/demo/nodes', '--format', 'json', '--repo', 'clusters'],
      ...['--cluster', 'demo', '--help-uri', 'https://docs.example.com'],
    );
    expect(code).toBe(1);
    const { version, findings, summary } = JSON.parse(out);
    expect(version).toBe('0.1.0');
    expect(summary).toMatchObject({ objects: 1, files: 1, clusters: ['demo'] });
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'error',
        code: 'interface-taken',
        file: 'demo/nodes/vlan-1085-policy-c7000.yaml',
        help: 'https://docs.example.com/interface-taken.md',
      }),
    );
  });

  it('writes SARIF to a file, and the text to the terminal', async () => {
    folder.write({ [BAD]: badPolicy() });
    const args = ['clusters', '--format', 'sarif', '--output', 'x.sarif'];
    const { code, out } = await check(...args);
    expect(code).toBe(1);
    expect(out).toContain('error interface-taken');
    const first = folder.read('x.sarif');
    expect(sarifFaults(JSON.parse(first))).toEqual([]);
    await check(...args);
    expect(folder.read('x.sarif')).toBe(first);
  });

  it('checks against the objects of the repository', async () => {
    const policy = seed().policy.replaceAll('policy-c7000', 'policy-other');
    folder.write({
      'new.yaml': policy,
      'charts/broken.yaml': '{{ if }}\nkind: VirtualMachine\n',
      'clusters/other/nodes/a.yaml': 'not: [ours\nkind: VirtualMachine\n',
    });
    const alone = await check('new.yaml');
    expect(alone).toMatchObject({ code: 0 });
    const { code, out } = await check('new.yaml', '--repo', '.');
    expect(code).toBe(1);
    expect(out).toMatch(/error claimed-\w+ .*the repository \./);
    expect(out).toMatch(/warning open-unchecked .*charts\/broken\.yaml/);
    expect(out).not.toContain('clusters/other');
  });

  it('checks each cluster separately', async () => {
    const other = BAD.replace('demo', 'other');
    folder.write({ [other]: badPolicy() });
    const { code, out } = await check('clusters');
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^${other}:\\d+:9 error interface-taken`, 'm'),
    );
    expect(out).not.toMatch(new RegExp(`^${BAD}:.* error`, 'm'));
  });

  it('refuses the same object twice', async () => {
    folder.write({ 'clusters/demo/twice.yaml': seed().network });
    const { code, out } = await check('clusters');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^clusters\/demo\/twice.yaml:4:3 error object-repeated /m,
    );
  });

  it('reads a cluster as the user of a kubeconfig', async () => {
    const server = createServer((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"kind":"Status","message":"no","code":403}');
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    folder.write({ 'kube/config': kubeconfig(`http://127.0.0.1:${port}`) });
    const { code, out } = await check(
      'clusters',
      '--kubeconfig',
      'kube/config',
    );
    await new Promise(done => server.close(done));
    expect(code).toBe(0);
    expect(out).toMatch(/can’t be read on cluster demo as user "me"/);
  });

  it('does not act on hostile names and contents', async () => {
    const name = `clusters/demo/\u001b[31m\u202eb\n.yaml`;
    folder.write({
      [name]: badPolicy().replaceAll('br-ex', '"\\e[2Jbr-ex\\u202e"'),
    });
    const { code, out } = await check(name);
    expect(code).toBe(1);
    expect(out).toContain('clusters/demo/\\u{1b}[31m\\u{202e}b\\u{a}.yaml:');
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('reports links, and does not follow them', async () => {
    folder.write({ 'elsewhere/a.yaml': badPolicy() });
    symlinkSync('../../elsewhere', join(folder.path, 'clusters/demo/link'));
    const { code, err } = await check('clusters');
    expect(code).toBe(0);
    expect(err).toBe(
      'note: clusters/demo/link is a symbolic link and was not read\n',
    );
  });

  it('skips hidden files and node_modules', async () => {
    folder.write({
      'clusters/.git/a.yaml': 'a: [',
      'clusters/node_modules/x/a.json': '{',
    });
    expect(await check('clusters')).toMatchObject({ code: 0 });
  });

  it.each([['--help'], ['check', '-h']])(
    'shows help for %s',
    async (...args) => {
      const { code, out } = await run(...args);
      expect(code).toBe(0);
      expect(out).toContain('usage: kubevirt-vlan check');
    },
  );

  it('says what it could not check: 2', async () => {
    folder.write({ 'empty/README.md': '', 'broken.yaml': 'a: [' });
    const clusters = await run('check', 'clusters', '--cluster', 'nope');
    expect(clusters).toMatchObject({ code: 2, out: '' });
    const broken = await run('check', 'broken.yaml');
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).toMatch(/^kubevirt-vlan: broken\.yaml:1:\d+: /);
    expect(await run('check', 'empty')).toMatchObject({ code: 2, out: '' });
    expect(await run('check', 'clusters', '--nope')).toMatchObject({ code: 2 });
  });
});
