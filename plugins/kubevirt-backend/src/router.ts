import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kubevirtViewPermission } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Endpoint,
  EndpointName,
  endpoints,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { requesterOf } from './requester/Requester';
import { HandlerOptions, createHandlers } from './handlers';
import { parseInput } from './http/parseInput';

/** The largest body of a request. */
const MAX_BODY = '1mb';

/** The dependencies of the routes. */
export interface RouterOptions extends HandlerOptions {
  httpAuth: HttpAuthService;
  permissions: Pick<PermissionsService, 'authorize'>;
}

/** The routes of the plugin. Each requires a signed-in user with the permission `kubevirt.view`. */
export function createRouter(options: RouterOptions): express.Router {
  const { httpAuth, permissions, ...deps } = options;
  const handlers = createHandlers(deps);
  const router = Router();

  const addRoute = <Name extends EndpointName>(name: Name) => {
    const { method, path, body }: Endpoint = endpoints[name];
    router[method](
      path.replace(/\{(\w+)\}/g, ':$1'),
      ...(body ? [express.json({ limit: MAX_BODY })] : []),
      async (req: Request, res: Response) => {
        const credentials = await authorized({ req, httpAuth, permissions });
        const requester = await requesterOf({
          credentials,
          catalog: deps.catalog,
        });
        const input = parseInput(name, req);
        res.json(await handlers[name]({ ...input, requester, res }));
      },
    );
  };
  (Object.keys(endpoints) as EndpointName[]).forEach(name => addRoute(name));
  return router;
}

/** The credentials of a request by a user who has the permission. */
async function authorized(
  options: Pick<RouterOptions, 'httpAuth' | 'permissions'> & { req: Request },
) {
  const { req, httpAuth, permissions } = options;
  const credentials = await httpAuth.credentials(req, { allow: ['user'] });
  const [{ result }] = await permissions.authorize(
    [{ permission: kubevirtViewPermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `${credentials.principal.userEntityRef} may not see VLANs and VMs here: the permission "${kubevirtViewPermission.name}" is not given; ask whoever keeps the permission policy of Backstage`,
    );
  }
  return credentials;
}
