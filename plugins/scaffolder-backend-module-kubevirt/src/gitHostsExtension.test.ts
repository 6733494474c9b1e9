import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  TemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import {
  GitHost,
  Proposal,
  gitHostsExtensionPoint,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { GitServer, startGitServer } from 'git-server';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { scaffolderModuleKubevirt } from './module';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const AUTH = { username: 'robot', password: 'canary-4711' };

/** An example of a Git host that Backstage's `integrations` do not know. It records what it is asked to open. */
function exampleHost(serverUrl: string, proposals: Proposal[]): GitHost {
  return {
    serves: ({ repoUrl }) => repoUrl.startsWith(new URL(serverUrl).origin),
    credentials: async () => AUTH,
    open: async () => ({
      kind: 'Example',
      host: new URL(serverUrl).host,
      listOpen: async () => [],
      findOpen: async () => undefined,
      propose: async proposal => {
        proposals.push(proposal);
        return {
          request: {
            name: '#7',
            url: 'https://git.example.com/requests/7',
            title: proposal.title,
            branch: proposal.branch,
            isFromFork: false,
            ref: 'refs/requests/7',
          },
          outcome: 'opened',
          warnings: [],
        };
      },
    }),
    fileUrl: ({ repoUrl, branch, path }) => `${repoUrl}/${branch}/${path}`,
  };
}

describe('gitHostsExtensionPoint', () => {
  const dir = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    server = await startGitServer({ auth: AUTH });
  });
  afterEach(() => server.close());

  /** The actions of a scaffolder with the KubeVirt module and some more modules. */
  async function actionsWith(
    features: Array<ReturnType<typeof createBackendModule>>,
  ) {
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
        ...features,
        catalogServiceMock.factory(),
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
                  vlans: [{ id: 1085, subnet: '10.6.85.0/24' }],
                },
              },
              gitOps: { repoUrl: server.url },
              unregisteredVlans: 'allow',
            },
          },
        }),
      ],
    });
    await backend.stop();
    return actions;
  }

  const attach = async (actions: TemplateAction<any, any, any>[]) =>
    runAction({
      action: actions.find(({ id }) => id === 'openshift:vlan:attach')!,
      input: {
        vlanId: 1085,
        nodePool: 'c7000',
        namespace: 'demo',
        delivery: 'pull-request',
      },
      folder: dir.path,
    });

  it('lets a module add a Git host, with its credentials and its requests', async () => {
    const proposals: Proposal[] = [];
    const exampleModule = createBackendModule({
      pluginId: 'scaffolder',
      moduleId: 'example-git-host',
      register(reg) {
        reg.registerInit({
          deps: { hosts: gitHostsExtensionPoint },
          async init({ hosts }) {
            hosts.addGitHost(exampleHost(server.url, proposals));
          },
        });
      },
    });
    const { outputs } = await attach(await actionsWith([exampleModule]));
    expect(outputs.pullRequestUrl).toBe('https://git.example.com/requests/7');
    expect(proposals).toMatchObject([
      {
        baseBranch: 'main',
        branch: outputs.branch,
        title: 'Attach VLAN 1085 to node pool c7000 and namespace demo',
      },
    ]);
    expect(await server.git('rev-parse', outputs.branch)).toBe(outputs.commit);
  });

  it('has no credentials for that host without the module', async () => {
    await expect(attach(await actionsWith([]))).rejects.toThrow(
      'the credentials for',
    );
  });
});
