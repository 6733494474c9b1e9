import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitServer, git, startGitServer } from 'git-server';
import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';
import { TaskResult } from './__testUtils__/ScaffolderClient';
import { demoConfig, startBackend } from './__testUtils__/startBackend';

jest.setTimeout(120_000);

/** As docs/gitops says it, for a folder. */
const withFolder = (catalog: any, folder: string) => {
  const type = 'file';
  const target = join(folder, 'clusters/**/*.catalog-info.yaml');
  return {
    locations: [...catalog.locations, { type, target }],
    rules: [
      ...catalog.rules,
      {
        allow: [
          { kind: 'Resource', 'spec.type': 'virtual-machine' },
          { kind: 'Resource', 'spec.type': 'network-attachment' },
        ],
        locations: [{ type, exact: target }],
      },
    ],
  };
};

describe('a site whose catalog reads the GitOps repository, and no cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-info-'));
  let server: GitServer;

  beforeAll(async () => {
    server = await startGitServer();
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const config = () => demoConfig(server.url, { isRegistered: true });

  /** Each answer is merged, as a reviewer would. */
  async function requestAll() {
    const { client, stop } = await startBackend(config());
    const refs: string[] = [];
    try {
      for (const [template, values] of [
        ['attach-vlan', attachInput],
        ['create-vm', vmInput],
      ] as const) {
        const { status, output } = (await client.run(
          template,
          values,
        )) as TaskResult;
        expect(status).toBe('completed');
        refs.push(output!.entityRef!);
        await server.git('update-ref', 'refs/heads/main', output!.commit!);
      }
    } finally {
      await stop();
    }
    return refs;
  }

  it('relates the VM to its network and VLAN, under the names that the actions gave', async () => {
    const refs = await requestAll();
    expect(refs).toEqual([
      'resource:default/vlan-1085',
      'resource:demo/web-1.vm.demo',
    ]);
    await git(['clone', '--quiet', server.url, folder]);

    const { catalog, ...rest } = config();
    const { get, stop } = await startBackend({
      ...rest,
      catalog: withFolder(catalog, folder),
    });
    const related = async (ref: string): Promise<string[]> => {
      const response = await get(`/api/catalog/entities/by-name/${ref}`);
      const { relations = [] } = response.ok ? await response.json() : {};
      return relations
        .map(({ type, targetRef }: any) => `${type} ${targetRef}`)
        .sort();
    };
    const untilRelated = async (ref: string, wanted: string[]) => {
      let found: string[] = [];
      for (let tries = 0; tries < 300; tries += 1) {
        found = await related(ref);
        const now = new Set(found);
        if (wanted.every(relation => now.has(relation))) {
          return;
        }
        await sleep(100);
      }
      expect(found).toEqual(expect.arrayContaining(wanted));
    };
    try {
      await untilRelated('resource/demo/web-1.vm.demo', [
        'dependsOn resource:default/vlan-1085',
        'dependsOn resource:demo/nad-1085.network.demo',
        'ownedBy group:default/network',
      ]);
      await untilRelated('resource/demo/nad-1085.network.demo', [
        'dependencyOf resource:demo/web-1.vm.demo',
        'dependsOn resource:default/vlan-1085',
      ]);
      await untilRelated('resource/default/vlan-1085', [
        'dependencyOf resource:demo/nad-1085.network.demo',
        'dependencyOf resource:demo/web-1.vm.demo',
        'ownedBy group:default/network',
      ]);
    } finally {
      await stop();
    }
  });
});
