import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  TemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import {
  checksExtensionPoint,
  namerExtensionPoint,
  vlanSourcesExtensionPoint,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { GitServer, startGitServer } from 'git-server';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { scaffolderModuleKubevirt } from './module';

jest.setTimeout(60_000);

/** An example of a source: VLANs of an IPAM, by id. */
const IPAM: Record<number, object> = {
  1200: { id: 1200, allowedNamespaces: ['demo', 'free'] },
  1201: { id: 1201, allowedNamespaces: ['demo'], vlanId: 7 },
  1202: { id: 1203, allowedNamespaces: ['demo'] },
};

const ipamModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'ipam',
  register(reg) {
    reg.registerInit({
      deps: { vlans: vlanSourcesExtensionPoint },
      async init({ vlans }) {
        vlans.addVlanSource({
          name: 'IPAM',
          vlanEntity: async vlanId =>
            IPAM[vlanId] && {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Resource',
              metadata: { name: `vlan-${vlanId}` },
              spec: {
                type: 'vlan',
                owner: 'user:default/guest',
                vlan: IPAM[vlanId],
              } as Entity['spec'],
            },
        });
      },
    });
  },
});

/** An example of a check: networks of a site have a cost centre. */
const costCentreModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'cost-centre',
  register(reg) {
    reg.registerInit({
      deps: { checks: checksExtensionPoint },
      async init({ checks }) {
        checks.addCheck({
          id: 'finance',
          kinds: [
            {
              apiVersion: 'k8s.cni.cncf.io/v1',
              kind: 'NetworkAttachmentDefinition',
            },
          ],
          check: ({ object, report }) => {
            if (object.metadata.namespace === 'free') {
              report({
                level: 'error',
                code: 'cost-centre',
                field: 'metadata.namespace',
                message: 'found "free", allowed: a namespace that pays',
              });
            }
          },
        });
      },
    });
  },
});

/** An example of a namer: networks have the name of the site in front. */
const namerModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'namer',
  register(reg) {
    reg.registerInit({
      deps: { names: namerExtensionPoint },
      async init({ names }) {
        names.setNamer({ id: 'berlin', network: id => `berlin-${id}` });
      },
    });
  },
});

describe('scaffolderModuleKubevirt', () => {
  let folder: string;
  let server: GitServer;
  let attach: TemplateAction<any, any, any>;
  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'module-'));
    server = await startGitServer();
    const actions: TemplateAction<any, any, any>[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...added) => actions.push(...added) },
        ],
      ],
      features: [
        scaffolderModuleKubevirt,
        ipamModule,
        costCentreModule,
        namerModule,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'guest', namespace: 'default' },
              spec: {},
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            kubevirt: {
              clusters: {
                demo: {
                  nodePools: {
                    c7000: {
                      nodeSelector: { hardware: 'c7000' },
                      uplink: 'eno49',
                    },
                  },
                },
              },
              gitOps: { repoUrl: server.url },
            },
          },
        }),
      ],
    });
    await backend.stop();
    attach = actions.find(({ id }) => id === 'openshift:vlan:attach')!;
  });
  afterAll(async () => {
    await server.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const run = (vlanId: number, namespace = 'demo') =>
    runAction({
      action: attach,
      input: { vlanId, nodePool: 'c7000', namespace, delivery: 'render' },
      folder,
    });

  describe('with an added source of VLANs', () => {
    it('attaches a VLAN of the source', async () => {
      const { outputs } = await run(1200);
      expect(outputs.changes).toHaveLength(2);
    });

    it.each<[string, number, string, string]>([
      [
        'a namespace that the VLAN does not allow',
        1200,
        'shop',
        'user:default/guest may not use VLAN 1200 in namespace "shop"',
      ],
      [
        'an invalid VLAN',
        1201,
        'demo',
        'resource:default/vlan-1201 is not a valid VLAN: Unknown input in spec.vlan: "vlanId"',
      ],
      [
        'another VLAN than the one in question',
        1202,
        'demo',
        'resource:default/vlan-1202 is not a valid VLAN',
      ],
      [
        'a VLAN that neither the catalog nor the source has',
        1204,
        'demo',
        'VLAN 1204: the catalog has no resource:default/vlan-1204',
      ],
    ])('refuses %s', async (_what, vlanId, namespace, message) => {
      await expect(run(vlanId, namespace)).rejects.toThrow(message);
    });
  });

  it('refuses what an added check refuses, by its code', async () => {
    await expect(run(1200, 'free')).rejects.toThrow(
      'finance/cost-centre NetworkAttachmentDefinition/free/berlin-1200 metadata.namespace: found "free", allowed: a namespace that pays',
    );
  });

  it('takes names from an added namer, and the others from the configuration', async () => {
    const { outputs } = await run(1200);
    expect(outputs.networkName).toBe('berlin-1200');
    expect(outputs.bridgeName).toBe('bridge-1200');
  });
});
