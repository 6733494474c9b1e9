import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';
import { GiteaRepo, createUser } from '../../gitea/GiteaRepo';
import { Credentials, Gitea, startGitea } from '../../gitea/startGitea';
import { CuttingProxy, startCuttingProxy } from '../__testUtils__/cuttingProxy';
import {
  ScaffolderClient,
  TaskResult,
} from '../__testUtils__/ScaffolderClient';
import { describeWithGitea } from '../__testUtils__/gitea';
import { demoConfig, startBackend } from '../__testUtils__/startBackend';
import { peopleYaml } from '../__testUtils__/people';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(900_000);

const ATTACH = 'kubevirt/vlan-attach/demo/vlan-1085-policy-c7000/demo';
const NODES = 'clusters/demo/nodes';
const POLICY = `${NODES}/vlan-1085-policy-c7000.yaml`;
const NAMESPACE = 'clusters/demo/namespaces/demo';
const NETWORK = `${NAMESPACE}/networkattachmentdefinition-nad-1085.yaml`;

describeWithGitea('pull requests on a real Gitea', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pull-request-'));
  let gitea: Gitea;
  let proxy: CuttingProxy;
  let robot: Credentials;
  let repo: GiteaRepo;
  let client: ScaffolderClient;
  let stop: (() => Promise<void>) | undefined;
  let repos = 0;

  beforeAll(async () => {
    gitea = await startGitea();
    proxy = await startCuttingProxy(gitea.url);
    robot = await createUser(gitea, 'robot');
    await createUser(gitea, 'nia');
    writeFileSync(join(folder, 'people.yaml'), peopleYaml());
  });
  afterAll(async () => {
    await proxy?.close();
    await gitea?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    repos += 1;
    repo = await GiteaRepo.create({ gitea, name: `gitops-${repos}` });
    await repo.addCollaborator(robot);
    await repo.addCollaborator({ username: 'nia', password: '' });
    await repo.api('POST', '/labels', { name: 'kubevirt', color: '#3366cc' });
    ({ client, stop } = await startBackend(configOf(repo.url)));
  });
  afterEach(async () => {
    proxy.heal();
    await stop?.();
    stop = undefined;
  });

  function configOf(url: string): any {
    const through = new URL(proxy.url);
    const repoUrl = new URL(url);
    repoUrl.host = through.host;
    const config = demoConfig(repoUrl.href);
    config.catalog.locations.push({
      type: 'file',
      target: join(folder, 'people.yaml'),
    });
    config.integrations = {
      gitea: [{ host: through.host, baseUrl: through.origin, ...robot }],
    };
    return config;
  }

  const attach = (more: object = {}) =>
    client.run('attach-vlan', {
      ...attachInput,
      ...more,
    }) as Promise<TaskResult>;
  const createVm = (more: object = {}) =>
    client.run('create-vm', { ...vmInput, ...more }) as Promise<TaskResult>;
  /** The log says why it is not. */
  const isGreen = ({ status, log }: TaskResult) =>
    expect(status === 'completed' ? 'completed' : log).toBe('completed');
  const heads = async () =>
    Object.entries(await repo.refs()).filter(([ref]) =>
      ref.startsWith('refs/heads/kubevirt/'),
    );
  const edit = async (
    path: string,
    branch: string,
    change: [string, string],
  ) => {
    const text = (await repo.file(path, branch))!;
    expect(text).toContain(change[0]);
    await repo.edit({ path, branch, content: text.replace(...change) });
  };
  /** Every value that a branch had is an ancestor of the next: nothing was forced. */
  const neverForced = async (branch: string) => {
    const values = await repo.reflog(`refs/heads/${branch}`);
    for (const [i, value] of values.entries()) {
      await (i > 0
        ? repo.git('merge-base', '--is-ancestor', value, values[i - 1])
        : undefined);
    }
    return values.length;
  };

  it('opens one pull request with everything that a reviewer needs', async () => {
    const task = await attach({ reason: 'PXE for the new blades' });
    expect(task).toMatchObject({ status: 'completed' });
    const [pull, ...others] = await repo.pulls();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      title: 'Attach VLAN 1085 to node pool c7000 and namespace demo',
      state: 'open',
      head: { ref: ATTACH, sha: task.output!.commit },
      base: { ref: 'main' },
      user: { login: 'robot' },
      labels: [{ name: 'kubevirt' }],
      requested_reviewers: [{ login: 'nia' }],
    });
    expect(pull.body).toContain('PXE for the new blades');
    expect(pull.body).toContain('`user:default/mock`');
    expect(pull.body).toContain(
      'VLAN 1085 belongs to `group:default/network`: an approval is theirs.',
    );
    expect(task.output!.pullRequestUrl).toBe(
      `${gitea.url}/${repo.owner.username}/${repo.name}/pulls/${pull.number}`,
    );
    expect((await repo.commits(ATTACH)).length).toBe(2);
    expect(await repo.file(POLICY, ATTACH)).toContain('id: 1085');
    expect(
      parse((await repo.file(NETWORK, ATTACH))!).metadata.annotations,
    ).toMatchObject({ 'argocd.argoproj.io/sync-wave': '1' });
  });

  it('adds a commit for an update, and reports unchanged when there is nothing to do', async () => {
    await attach();
    const task = await attach({ mtu: 9000, reason: 'Jumbo frames' });
    expect(task).toMatchObject({ status: 'completed' });
    const again = await attach({ mtu: 9000, reason: 'Jumbo frames' });
    const [pull, ...others] = await repo.pulls();
    expect(others).toEqual([]);
    expect(pull.body).toContain('Jumbo frames');
    expect(again.log).toContain('unchanged: everything is as requested');
    expect(again.output).toMatchObject({
      pullRequestUrl: task.output!.pullRequestUrl,
      commit: pull.head.sha,
    });
    expect((await repo.commits(ATTACH)).length).toBe(3);
    expect(await neverForced(ATTACH)).toBe(2);
  });

  it('keeps what people add to the text of the pull request', async () => {
    await attach();
    const [{ number, body }] = await repo.pulls();
    await repo.api('PATCH', `/pulls/${number}`, {
      body: `Before.\n\n${body}\n\n- [x] Talked to the network team`,
    });
    await attach({ mtu: 9000, reason: 'Longer frames' });
    const [pull] = await repo.pulls();
    expect(pull.body).toMatch(/^Before\.\n/);
    expect(pull.body).toContain('- [x] Talked to the network team');
    expect(pull.body).toContain('Longer frames');
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'is unchanged after a %s, and goes on from there',
    async style => {
      await attach();
      const [{ number }] = await repo.pulls();
      expect(await repo.merge(number, { style })).toMatchObject({
        status: 200,
      });
      const same = await attach();
      expect(same).toMatchObject({ status: 'completed' });
      expect(same.log).toContain('unchanged: everything is as requested');
      expect((await repo.pulls()).length).toBe(1);

      const other = await attach({ mtu: 9000 });
      expect(other).toMatchObject({ status: 'completed' });
      const [pull] = await repo.pulls();
      expect(pull.number).not.toBe(number);
      expect(await repo.merge(pull.number)).toMatchObject({ status: 200 });
      expect(await repo.file(POLICY)).toContain('mtu: 9000');
      await neverForced(ATTACH);
    },
  );

  it("never loses a person's commit, and reports a conflict with file and line", async () => {
    await attach();
    await edit(POLICY, ATTACH, ['maxUnavailable: 1', 'maxUnavailable: 2']);
    const tip = (await repo.refs())[`refs/heads/${ATTACH}`];
    const task = await attach({ mtu: 9000 });
    expect(task).toMatchObject({ status: 'completed' });
    const text = await repo.file(POLICY, ATTACH);
    expect(text).toContain('maxUnavailable: 2');
    expect(text).toContain('mtu: 9000');
    expect(await repo.git('rev-parse', `${ATTACH}^`)).toBe(tip);

    await edit(POLICY, ATTACH, ['        mtu: 9000', '        mtu: 1400']);
    const before = await heads();
    const stopped = await attach({ mtu: 1500 });
    expect(stopped.status).toBe('failed');
    expect(stopped.log).toMatch(
      /clusters\/demo\/nodes\/vlan-1085-policy-c7000\.yaml:[0-9]+ spec\.desiredState\.interfaces\[eno49\.1085\]\.mtu: found 1400, this request 1500, last written 9000\. Nothing was written/,
    );
    expect(await heads()).toEqual(before);
  });

  it('merges three ways with day-2 edits on main', async () => {
    await createVm();
    const [{ number }] = await repo.pulls();
    await repo.merge(number);
    const path = `${NAMESPACE}/virtualmachine-web-1.yaml`;
    const vm = parse((await repo.file(path))!);
    vm.spec.template.spec.networks.push({
      name: 'nic-2',
      multus: { networkName: 'nad-1090' },
    });
    vm.spec.template.spec.domain.devices.interfaces.push({
      name: 'nic-2',
      bridge: {},
    });
    await repo.edit({ path, content: stringify(vm) });

    expect(await createVm({ memory: '8Gi' })).toMatchObject({
      status: 'completed',
    });
    const [pull] = await repo.pulls();
    expect(await repo.merge(pull.number)).toMatchObject({ status: 200 });
    const { domain, networks } = parse((await repo.file(path))!).spec.template
      .spec;
    expect(domain.memory).toEqual({ guest: '8Gi' });
    expect(networks.map((n: any) => n.name)).toEqual([
      'default',
      'nic-pxe1',
      'nic-2',
    ]);
    expect(domain.devices.interfaces.map((n: any) => n.name)).toEqual([
      'default',
      'nic-pxe1',
      'nic-2',
    ]);
  });

  it('names the open pull request with the same claim, and the one that adds the network', async () => {
    await attach({ namespace: 'other', mtu: 9000 });
    const [{ number }] = await repo.pulls();
    const name = `request #${number} \\(http.*/pulls/${number}\\)`;
    const alike = await attach({ mtu: 9000 });
    expect(alike).toMatchObject({ status: 'completed' });
    expect(alike.log).toMatch(
      new RegExp(`claimed-alike .* ${name} proposes the same object`),
    );
    const vm = await createVm();
    expect(vm.log).toMatch(
      /vm-network-proposed .*request #[0-9]+ .* proposes it/,
    );
    const otherwise = await attach({ namespace: 'third', mtu: 1500 });
    expect(otherwise.status).toBe('failed');
    expect(otherwise.log).toMatch(
      new RegExp(
        `claimed-otherwise .*mtu: found 1500, but ${name} proposes 9000`,
      ),
    );
    expect((await heads()).length).toBe(3);
  });

  it('completes 20 tasks that add to one kustomization at once', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `web-${i + 1}`);
    (await Promise.all(names.map(name => createVm({ name })))).forEach(isGreen);
    expect((await repo.pulls()).length).toBe(20);
    for (const name of names) {
      // A change that was merged meanwhile may conflict: a second run merges it in.
      isGreen(await createVm({ name }));
      const pull = (await repo.pulls()).find(({ head }) =>
        head.ref.endsWith(`/${name}`),
      )!;
      const { status } = await repo.merge(pull.number, { waitMs: 5000 });
      if (status !== 200) {
        // A check of Gitea that began before our push may end after it with the old result, which then stays. So Git
        // itself decides: it fails for a conflict.
        await repo.mergeByHand(pull.head.ref);
      }
    }
    const { resources } = parse(
      (await repo.file(`${NAMESPACE}/kustomization.yaml`))!,
    );
    expect(resources).toEqual(
      names.map(name => `virtualmachine-${name}.yaml`).sort(),
    );
    for (const name of names) {
      expect(
        await repo.file(`${NAMESPACE}/virtualmachine-${name}.yaml`),
      ).toContain(`name: ${name}`);
      const branch = `kubevirt/vm-create/demo/demo/${name}`;
      await neverForced(branch);
      await repo.git('merge-base', '--is-ancestor', branch, 'main');
    }
    expect((await repo.pulls()).length).toBe(20);
  });

  it('plans again when main moves between read and push', async () => {
    let moves = 0;
    proxy.before(async request => {
      if (
        /\/info\/refs\?service=git-receive-pack$/.test(request) &&
        moves < 3
      ) {
        moves += 1;
        await repo.edit({
          path: `${NODES}/kustomization.yaml`,
          content: `resources:\n- a-${moves}.yaml\n- z.yaml\n`,
        });
      }
    });
    const task = await attach();
    isGreen(task);
    expect(moves).toBe(3);
    expect(task.log).toContain('main of');
    expect(task.log).toContain('has moved since it was read');
    expect(await repo.file(`${NODES}/kustomization.yaml`, ATTACH)).toBe(
      'resources:\n- a-3.yaml\n- vlan-1085-policy-c7000.yaml\n- z.yaml\n',
    );
    const [{ number }] = await repo.pulls();
    expect(await repo.merge(number)).toMatchObject({ status: 200 });
  });

  it('opens one pull request for twenty concurrent runs of the same task', async () => {
    const tasks = await Promise.all(Array.from({ length: 20 }, () => attach()));
    tasks.forEach(isGreen);
    expect((await repo.pulls()).length).toBe(1);
    expect((await repo.commits(ATTACH)).length).toBe(2);
    await neverForced(ATTACH);
  });

  it('reports the answer of a protected branch or a hook, and that nothing was pushed', async () => {
    await repo.protect('kubevirt/**');
    const refused = await attach();
    expect(refused.status).toBe('failed');
    expect(refused.log).toMatch(
      /The branch "kubevirt\/vlan-attach\/.*" could not be pushed to .*protected branch.* A push goes through whole or not at all/,
    );
    await repo.api('DELETE', '/branch_protections/kubevirt%2F%2A%2A');
    await repo.addHook({
      event: 'pre-receive',
      name: 'no',
      script: '#!/bin/sh\necho not on a Friday >&2\nexit 1\n',
    });
    const hooked = await attach();
    expect(hooked.status).toBe('failed');
    expect(hooked.log).toMatch(/could not be pushed to/);
    expect(await heads()).toEqual([]);
    expect(await repo.pulls()).toEqual([]);
  });

  describe('when the host goes away', () => {
    it.each([
      ['as the requests are listed', /^GET .*\/pulls/, /Nothing was written/],
      ['as it is read', /^POST .*git-upload-pack/, /Nothing was written/],
      ['as it is pushed to', /^POST .*git-receive-pack/, /could not be pushed/],
      [
        'as the request is opened',
        /^POST .*\/pulls$/,
        /is pushed to .* \(commit [0-9a-f]{40}\), but its request could not be opened/,
      ],
    ])('%s: says what is there, and goes on', async (_when, at, message) => {
      proxy.cut(request => at.test(request));
      const failed = await attach();
      expect(failed.status).toBe('failed');
      expect(failed.log).toMatch(message);
      proxy.heal();
      const task = await attach();
      expect(task).toMatchObject({ status: 'completed' });
      const [pull, ...others] = await repo.pulls();
      expect(others).toEqual([]);
      expect(pull.head.sha).toBe(task.output!.commit);
      expect((await repo.commits(ATTACH)).length).toBe(2);
    });

    it('after it opened the pull request: finds it and opens no second one', async () => {
      proxy.cutAnswer(request => /^POST .*\/pulls$/.test(request));
      expect(await attach()).toMatchObject({ status: 'completed' });
      expect((await repo.pulls()).length).toBe(1);
    });

    it('after it accepted the push: continues with one commit', async () => {
      proxy.cutAnswer(request => /^POST .*git-receive-pack$/.test(request));
      const failed = await attach();
      expect(failed.status).toBe('failed');
      proxy.heal();
      expect(await attach()).toMatchObject({ status: 'completed' });
      expect((await repo.commits(ATTACH)).length).toBe(2);
      expect((await repo.pulls()).length).toBe(1);
    });
  });

  it.each([
    [
      'a wrong password',
      { username: 'robot', password: 'wrong-password-4711' },
      /40[13].*credentials for .* in "integrations"/,
    ],
    ['no credentials', {}, /40[0-9].*"integrations"/],
  ])('says so with %s', async (_what, credentials, message) => {
    await stop?.();
    const config = configOf(repo.url);
    const { host, baseUrl } = config.integrations.gitea[0];
    config.integrations.gitea = [{ host, baseUrl, ...credentials }];
    ({ client, stop } = await startBackend(config));
    const task = await attach();
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(message);
    expect(task.log).not.toContain('wrong-password-4711');
    expect(await heads()).toEqual([]);
  });
});
