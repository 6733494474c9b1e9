import {
  CLUSTER_NETWORK_API_VERSION,
  CLUSTER_NETWORK_KIND,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
} from '../constants';

/** Who reads a kind: the checks, the catalog's provider, the pages, or an apply that waits for a policy. */
export type KindReader = 'apply' | 'catalog' | 'checks' | 'pages';

/** A kind of object that we read from clusters. */
export interface KnownKind {
  apiVersion: string;
  kind: string;
  /** Its name in URLs and in RBAC rules. */
  plural: string;
  isNamespaced: boolean;
  readBy: readonly KindReader[];
}

/** Every kind that we read from clusters. */
export const KINDS = {
  nodes: {
    apiVersion: 'v1',
    kind: 'Node',
    plural: 'nodes',
    isNamespaced: false,
    readBy: ['checks', 'pages', 'apply'],
  },
  /** There is no v1 of it (nmstate/kubernetes-nmstate, deploy/crds). */
  nodeStates: {
    apiVersion: 'nmstate.io/v1beta1',
    kind: 'NodeNetworkState',
    plural: 'nodenetworkstates',
    isNamespaced: false,
    readBy: ['checks'],
  },
  policies: {
    apiVersion: POLICY_API_VERSION,
    kind: POLICY_KIND,
    plural: 'nodenetworkconfigurationpolicies',
    isNamespaced: false,
    readBy: ['checks', 'catalog', 'pages', 'apply'],
  },
  networks: {
    apiVersion: NETWORK_API_VERSION,
    kind: NETWORK_KIND,
    plural: 'network-attachment-definitions',
    isNamespaced: true,
    readBy: ['checks', 'catalog', 'pages'],
  },
  vms: {
    apiVersion: VM_API_VERSION,
    kind: VM_KIND,
    plural: 'virtualmachines',
    isNamespaced: true,
    readBy: ['checks', 'catalog', 'pages'],
  },
  namespaces: {
    apiVersion: 'v1',
    kind: 'Namespace',
    plural: 'namespaces',
    isNamespaced: false,
    readBy: ['checks', 'catalog', 'pages'],
  },
  /** OpenShift's view of namespaces: a user may list it without further rights, and gets those with access. */
  projects: {
    apiVersion: 'project.openshift.io/v1',
    kind: 'Project',
    plural: 'projects',
    isNamespaced: false,
    readBy: ['pages'],
  },
  /** There is no v1 of it (nmstate/kubernetes-nmstate, deploy/crds). */
  enactments: {
    apiVersion: 'nmstate.io/v1beta1',
    kind: 'NodeNetworkConfigurationEnactment',
    plural: 'nodenetworkconfigurationenactments',
    isNamespaced: false,
    readBy: ['pages', 'apply'],
  },
  clusterNetworks: {
    apiVersion: CLUSTER_NETWORK_API_VERSION,
    kind: CLUSTER_NETWORK_KIND,
    plural: 'clusteruserdefinednetworks',
    isNamespaced: false,
    readBy: ['catalog', 'pages'],
  },
  instances: {
    apiVersion: VM_API_VERSION,
    kind: 'VirtualMachineInstance',
    plural: 'virtualmachineinstances',
    isNamespaced: true,
    readBy: ['pages'],
  },
  dataSources: {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataSource',
    plural: 'datasources',
    isNamespaced: true,
    readBy: ['pages'],
  },
  instancetypes: {
    apiVersion: 'instancetype.kubevirt.io/v1beta1',
    kind: 'VirtualMachineClusterInstancetype',
    plural: 'virtualmachineclusterinstancetypes',
    isNamespaced: false,
    readBy: ['pages'],
  },
  preferences: {
    apiVersion: 'instancetype.kubevirt.io/v1beta1',
    kind: 'VirtualMachineClusterPreference',
    plural: 'virtualmachineclusterpreferences',
    isNamespaced: false,
    readBy: ['pages'],
  },
} as const satisfies Record<string, KnownKind>;

type KindName = keyof typeof KINDS;

/** The names of the kinds that a reader reads. */
export type KindReadBy<R extends KindReader> = {
  [Name in KindName]: R extends (typeof KINDS)[Name]['readBy'][number]
    ? Name
    : never;
}[KindName];

/** The names of the kinds that a reader reads, in the order of the table. */
export function kindsReadBy<R extends KindReader>(reader: R): KindReadBy<R>[] {
  return Object.entries<KnownKind>(KINDS)
    .filter(([, { readBy }]) => readBy.includes(reader))
    .map(([name]) => name as KindReadBy<R>);
}
