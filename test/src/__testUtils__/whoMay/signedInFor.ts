import {
  BackstageCredentials,
  HttpAuthService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/** What the test backend's tokens of one plugin for another begin with; those of a person begin otherwise. */
const SERVICE_TOKEN = /^Bearer +mock-service-token:/i;

/**
 * The test backend's sign-in, with what it leaves out of a real one: a request that a plugin makes on behalf of a user
 * names the plugin as the actor. The permission backend answers no conditional question without it.
 */
export const signedInFor = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }): HttpAuthService {
    const service = mockServices.httpAuth({ pluginId: plugin.getId() });
    return {
      issueUserCookie: (...args) => service.issueUserCookie(...args),
      async credentials(req, options) {
        const found = await service.credentials(req, options);
        const isOnBehalf = SERVICE_TOKEN.test(req.headers.authorization ?? '');
        return (isOnBehalf ? withActor(found) : found) as typeof found;
      },
    };
  },
});

function withActor(credentials: BackstageCredentials): BackstageCredentials {
  const principal = credentials.principal as {
    type: string;
    userEntityRef: string;
  };
  return principal.type === 'user'
    ? mockCredentials.user(principal.userEntityRef, {
        actor: { subject: 'plugin:scaffolder' },
      })
    : credentials;
}
