import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { AUTH_PROVIDERS, ClusterAuthProvider } from './authProviders';
import { clusterConnections } from './clusterConnections';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const kubeconfig = `
apiVersion: v1
kind: Config
current-context: one
clusters:
  - { name: c, cluster: { server: "https://file.example.com" } }
users:
  - { name: u, user: { token: secret } }
contexts:
  - { name: one, context: { cluster: c, user: u } }
`;

describe('clusterConnections', () => {
  const dir = createMockDirectory();
  const connections = (
    clusters: object[],
    site: object = { demo: {} },
    authProviders?: ClusterAuthProvider[],
  ) =>
    clusterConnections(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'config', clusters: clusters as any },
            { type: 'localKubectlProxy' },
            { type: 'gke', projectId: 'x' },
          ],
        },
      }),
      parseSite({ deliveries: ['apply'], clusters: site }),
      authProviders,
    );
  const demo = {
    name: 'demo',
    url: 'https://api.example.com:6443',
    authProvider: 'serviceAccount',
    serviceAccountToken: 'topsecret',
    caData: 'Q0E=',
  };

  it('reads clusters of the Kubernetes plugin', () => {
    const config = connections([demo]).configOf('demo');
    expect(config.getCurrentCluster()).toMatchObject({
      server: 'https://api.example.com:6443',
      caData: 'Q0E=',
      skipTLSVerify: false,
    });
    expect(config.getCurrentUser()?.token).toBe('topsecret');
  });

  it('knows the local proxy of kubectl', () => {
    expect(connections([]).configOf('local').getCurrentCluster()).toMatchObject(
      { server: 'http://127.0.0.1:8001' },
    );
  });

  it('lists the known clusters for one that is not there', () => {
    expect(() => connections([demo]).configOf('prod')).toThrow(
      'cluster: found "prod", which kubernetes.clusterLocatorMethods does not say how to reach; known there: demo, local.',
    );
  });

  it.each([
    [
      { ...demo, authProvider: 'oidc' },
      'cluster "demo", authProvider: found "oidc", allowed for direct apply: "serviceAccount", "localKubectlProxy"',
    ],
    [
      { ...demo, serviceAccountToken: undefined },
      'cluster "demo", serviceAccountToken is missing',
    ],
  ])(
    'says what is wrong with a cluster, and not the token',
    (cluster, message) => {
      const attempt = () => connections([cluster]).configOf('demo');
      expect(attempt).toThrow(message);
      expect(attempt).not.toThrow('topsecret');
    },
  );

  it('needs no token where people bring theirs', () => {
    const cluster = { ...demo, serviceAccountToken: undefined };
    const config = connections([cluster]).configOf('demo', {
      bringsToken: true,
    });
    expect(config.getCurrentUser()?.token).toBeUndefined();
  });

  it('breaks no start for a cluster that nobody asks for', () => {
    expect(() =>
      connections([demo, { ...demo, name: 'b', authProvider: 'aws' }]).configOf(
        'demo',
      ),
    ).not.toThrow();
  });

  describe('with an added auth provider', () => {
    const aws: ClusterAuthProvider = {
      name: 'aws',
      credentials: ({ cluster, keyOf }) => {
        const id = cluster.getOptionalString('clusterId');
        if (!id) {
          throw new InputError(`${keyOf('clusterId')} is missing`);
        }
        return { token: `k8s-aws-v1.${id}` };
      },
    };
    const eks = { ...demo, authProvider: 'aws', clusterId: 'eks-1' };
    const extended = (cluster: object) =>
      connections([cluster], undefined, [...AUTH_PROVIDERS, aws]);

    it('uses its credentials for the clusters that name it', () => {
      expect(extended(eks).configOf('demo').getCurrentUser()?.token).toBe(
        'k8s-aws-v1.eks-1',
      );
      expect(extended(demo).configOf('demo').getCurrentUser()?.token).toBe(
        'topsecret',
      );
    });

    it('does not ask it where people bring their token', () => {
      const config = extended({ ...eks, clusterId: undefined }).configOf(
        'demo',
        { bringsToken: true },
      );
      expect(config.getCurrentUser()?.token).toBeUndefined();
    });

    it.each([
      [{ clusterId: undefined }, 'cluster "demo", clusterId is missing'],
      [
        { authProvider: 'oidc' },
        'found "oidc", allowed for direct apply: "serviceAccount", "localKubectlProxy", "aws"',
      ],
    ])('says what is wrong with a cluster: %j', (change, message) => {
      expect(() => extended({ ...eks, ...change }).configOf('demo')).toThrow(
        message,
      );
    });
  });

  describe('with a kubeconfig for development', () => {
    const site = (more: object = {}) => {
      const file = join(dir.path, 'config');
      writeFileSync(file, kubeconfig);
      return { demo: { kubeconfig: { file, ...more } } };
    };

    it('takes it before the cluster of the Kubernetes plugin', () => {
      expect(
        connections([demo], site()).configOf('demo').getCurrentCluster()
          ?.server,
      ).toBe('https://file.example.com');
    });

    it.each([
      [{ context: 'two' }, 'kubeconfig.context: found "two", allowed: one'],
      [{ file: '/nowhere' }, 'kubevirt.clusters.demo.kubeconfig.file can’t be'],
    ])('says what is wrong with it: %j', (more, message) => {
      expect(() => connections([], site(more)).configOf('demo')).toThrow(
        message.replace('’', "'"),
      );
    });
  });
});
