import { Canary } from './canaries';

type Named = Record<string, string>;

/** The configuration with secrets in many places, and the secrets by their places. */
export function configWithCanaries(
  config: any,
  secrets: Canary[],
): { config: any; known: Canary[] } {
  const values: Named = Object.fromEntries(
    secrets.map(({ name, value }) => [name, value]),
  );
  const { GITEA, GITHUB_FINE, GITLAB, JWT, OPENSHIFT, AWS, ...others } = values;
  const services = Object.values(others);
  const named: Named = {
    [`integrations.gitea[${config.integrations.gitea.length}].password`]: GITEA,
    'integrations.github[0].token': GITHUB_FINE,
    'integrations.gitlab[0].token': GITLAB,
    'kubernetes.clusterLocatorMethods[0].clusters[0].serviceAccountToken': JWT,
    'proxy.endpoints./metrics.headers.Authorization': OPENSHIFT,
    'techdocs.publisher.awsS3.credentials.secretAccessKey': AWS,
    ...Object.fromEntries(
      services.map((value, i) => [`services[${i}].password`, value]),
    ),
  };
  return {
    config: {
      ...config,
      integrations: {
        gitea: [
          ...config.integrations.gitea,
          { host: 'gitea.example.com', username: 'other', password: GITEA },
        ],
        github: [{ host: 'github.com', token: GITHUB_FINE }],
        gitlab: [{ host: 'gitlab.com', token: GITLAB }],
      },
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'other',
                url: 'https://other.example.com',
                authProvider: 'serviceAccount',
                serviceAccountToken: JWT,
              },
            ],
          },
        ],
      },
      proxy: {
        endpoints: {
          '/metrics': { headers: { Authorization: `Bearer ${OPENSHIFT}` } },
        },
      },
      techdocs: {
        publisher: { awsS3: { credentials: { secretAccessKey: AWS } } },
      },
      services: services.map(password => ({ password })),
    },
    known: Object.entries(named).map(([name, value]) => ({ name, value })),
  };
}
