/** The method and the path of an endpoint. */
export interface Route {
  method: 'get' | 'post';
  /** As OpenAPI writes it: `/vlans/{id}`. */
  path: string;
}

/** The longest text to search for. */
export const MAX_SEARCH = 100;

/** Where the endpoints of the backend plugin `kubevirt` are; without the schemas, which a client does not load. */
export const routes = {
  getVlans: { method: 'get', path: '/vlans' },
  getVlan: { method: 'get', path: '/vlans/{id}' },
  getClusters: { method: 'get', path: '/clusters' },
  getNamespaces: { method: 'get', path: '/namespaces' },
  getVm: { method: 'get', path: '/vms/{cluster}/{namespace}/{name}' },
  getVmLinks: {
    method: 'get',
    path: '/vms/{cluster}/{namespace}/{name}/links',
  },
  getBootSources: { method: 'get', path: '/boot-sources' },
  getInstancetypes: { method: 'get', path: '/instancetypes' },
  getPreferences: { method: 'get', path: '/preferences' },
  createPreview: { method: 'post', path: '/previews' },
  getOpenApi: { method: 'get', path: '/openapi.json' },
} as const satisfies Record<string, Route>;
