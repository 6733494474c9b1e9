import { CatalogService } from '@backstage/plugin-catalog-node';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type {
  ApiRequest,
  ApiResponse,
  EndpointName,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { ConsoleLinks } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import type { Response } from 'express';
import { Requester } from './requester/Requester';
import { bootSources, instancetypes, preferences } from './choices/choices';
import { listChoices } from './choices/listChoices';
import { clusterSummaries } from './clusters/clusterSummaries';
import { hungUp } from './http/hungUp';
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

/** The dependencies of the endpoints. */
export interface HandlerOptions {
  site: Site;
  catalog: CatalogService;
  live: LiveClusters;
  previews: Previews;
  consoleLinks: ConsoleLinks;
  gitOps: GitOpsLinks;
}

/** A parsed request of a user who may use the API. */
type HandlerInput<Name extends EndpointName> = ApiRequest<Name> & {
  requester: Requester;
  res: Response;
};

/** A handler for each endpoint of the API. */
export type Handlers = {
  [Name in EndpointName]: (
    input: HandlerInput<Name>,
  ) => Promise<ApiResponse<Name>>;
};

export function createHandlers(options: HandlerOptions): Handlers {
  const { previews, ...given } = options;
  const deps = { ...given, vlanReads: vlanListReads() };
  const choicesOf =
    (choice: Parameters<typeof listChoices>[0]['choice']) =>
    ({ requester, query }: HandlerInput<'getBootSources'>) =>
      listChoices({ ...deps, choice, requester, query });
  return {
    getOpenApi: async () => openapi,
    getVlans: ({ requester, query }) =>
      listVlans({ ...deps, requester, query }),
    getVlan: ({ requester, params, query }) =>
      vlanDetails({ ...deps, requester, vlanId: params.id, ...query }),
    getClusters: ({ requester }) => clusterSummaries({ ...deps, requester }),
    getNamespaces: ({ requester, query }) =>
      listNamespaces({ ...deps, requester, query }),
    getVm: ({ requester, params }) =>
      vmDetails({ ...deps, requester, vm: params }),
    getVmLinks: ({ requester, params }) =>
      vmLinks({ ...deps, requester, vm: params }),
    getBootSources: choicesOf(bootSources),
    getInstancetypes: choicesOf(instancetypes),
    getPreferences: choicesOf(preferences),
    createPreview: ({ requester, body, res }) =>
      createPreview({ previews, requester, request: body, res }),
  };
}

/** Makes a preview. If too many are being made, the response says when to try again. */
async function createPreview(options: {
  previews: Previews;
  requester: Requester;
  request: ApiRequest<'createPreview'>['body'];
  res: Response;
}) {
  const { previews, requester, request, res } = options;
  try {
    return await previews.create({ request, requester, signal: hungUp(res) });
  } catch (error) {
    if (error instanceof BusyError) {
      res.set('Retry-After', String(error.retryAfterS));
    }
    throw error;
  }
}
