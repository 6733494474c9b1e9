import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Site,
  kubevirtViewPermission,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ConsoleLinks } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import type { z } from 'zod/v3';
import { Asker, askerOf } from './asker/Asker';
import { bootSources, instancetypes, preferences } from './choices/choices';
import { listChoices } from './choices/listChoices';
import { clusterSummaries } from './clusters/clusterSummaries';
import { hungUp } from './http/hungUp';
import { params } from './http/params';
import { parseInput } from './http/parseInput';
import { LiveClusters } from './live/LiveClusters';
import { listNamespaces } from './namespaces/listNamespaces';
import { BusyError } from './preview/DryRunQueue';
import { Previews } from './preview/Previews';
import { openapi } from './schema/openapi';
import { listVlans, vlanListReads } from './vlans/listVlans';
import { vlanDetails } from './vlans/vlanDetails';
import { GitOpsLinks } from './vms/GitOpsLinks';
import { vmDetails } from './vms/vmDetails';
import { vmLinks } from './vms/vmLinks';

/** What the routes work with. */
export interface RouterOptions {
  site: Site;
  catalog: CatalogService;
  live: LiveClusters;
  previews: Previews;
  consoleLinks: ConsoleLinks;
  gitOps: GitOpsLinks;
  httpAuth: HttpAuthService;
  permissions: Pick<PermissionsService, 'authorize'>;
}

/** The routes of the plugin: each is for signed-in users with the permission `kubevirt.view`. */
export function createRouter(options: RouterOptions): express.Router {
  const { httpAuth, permissions, previews, ...given } = options;
  const deps = { ...given, vlanReads: vlanListReads() };
  const { catalog } = deps;
  const router = Router();

  /** A handler that answers with what it is given, after who asks may ask. */
  const route =
    (answer: (asker: Asker, req: Request, res: Response) => Promise<unknown>) =>
    async (req: Request, res: Response): Promise<void> => {
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
      const asker = await askerOf({ credentials, catalog });
      res.json(await answer(asker, req, res));
    };
  const queryOf = <T extends z.ZodTypeAny>(schema: T, { query }: Request) =>
    parseInput({ schema, input: query, what: 'query' });
  const pathOf = <T extends z.ZodTypeAny>(schema: T, req: Request) =>
    parseInput({ schema, input: req.params, what: 'path' });
  const choicesOf = (choice: Parameters<typeof listChoices>[0]['choice']) =>
    route(async (asker, req) =>
      listChoices({
        ...deps,
        choice,
        asker,
        query: queryOf(params.choices, req),
      }),
    );

  router.get(
    '/openapi.json',
    route(async (_asker, req) => {
      queryOf(params.none, req);
      return openapi;
    }),
  );
  router.get(
    '/vlans',
    route(async (asker, req) =>
      listVlans({ ...deps, asker, query: queryOf(params.vlans, req) }),
    ),
  );
  router.get(
    '/vlans/:id',
    route(async (asker, req) =>
      vlanDetails({
        ...deps,
        asker,
        vlanId: pathOf(params.vlanPath, req).id,
        ...queryOf(params.vlan, req),
      }),
    ),
  );
  router.get(
    '/clusters',
    route(async (asker, req) => {
      queryOf(params.none, req);
      return clusterSummaries({ ...deps, asker });
    }),
  );
  router.get(
    '/namespaces',
    route(async (asker, req) =>
      listNamespaces({
        ...deps,
        asker,
        query: queryOf(params.namespaces, req),
      }),
    ),
  );
  router.get(
    '/vms/:cluster/:namespace/:name',
    route(async (asker, req) => {
      queryOf(params.none, req);
      return vmDetails({ ...deps, asker, vm: pathOf(params.vmPath, req) });
    }),
  );
  router.get(
    '/vms/:cluster/:namespace/:name/links',
    route(async (asker, req) => {
      queryOf(params.none, req);
      return vmLinks({ ...deps, asker, vm: pathOf(params.vmPath, req) });
    }),
  );
  router.get('/boot-sources', choicesOf(bootSources));
  router.get('/instancetypes', choicesOf(instancetypes));
  router.get('/preferences', choicesOf(preferences));
  router.post(
    '/previews',
    express.json({ limit: '1mb' }),
    route(async (asker, req, res) => {
      queryOf(params.none, req);
      const request = parseInput({
        schema: params.preview,
        input: req.body,
        what: 'body',
      });
      try {
        return await previews.create({ request, asker, signal: hungUp(res) });
      } catch (error) {
        if (error instanceof BusyError) {
          res.set('Retry-After', String(error.retryAfterS));
        }
        throw error;
      }
    }),
  );
  return router;
}
