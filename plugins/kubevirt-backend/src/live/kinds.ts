import {
  CLUSTER_NETWORK_API_VERSION,
  CLUSTER_NETWORK_KIND,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Kind } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** The kinds that pages show something of. */
export const KINDS = {
  nodes: { apiVersion: 'v1', kind: 'Node' },
  namespaces: { apiVersion: 'v1', kind: 'Namespace' },
  /** OpenShift's view of namespaces: its list has those that the user has access to, and needs no further right. */
  projects: { apiVersion: 'project.openshift.io/v1', kind: 'Project' },
  policies: { apiVersion: POLICY_API_VERSION, kind: POLICY_KIND },
  /** kubernetes-nmstate, deploy/crds: v1beta1 alone. */
  enactments: {
    apiVersion: 'nmstate.io/v1beta1',
    kind: 'NodeNetworkConfigurationEnactment',
  },
  networks: { apiVersion: NETWORK_API_VERSION, kind: NETWORK_KIND },
  clusterNetworks: {
    apiVersion: CLUSTER_NETWORK_API_VERSION,
    kind: CLUSTER_NETWORK_KIND,
  },
  vms: { apiVersion: VM_API_VERSION, kind: VM_KIND },
  instances: { apiVersion: VM_API_VERSION, kind: 'VirtualMachineInstance' },
  dataSources: { apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataSource' },
  instancetypes: {
    apiVersion: 'instancetype.kubevirt.io/v1beta1',
    kind: 'VirtualMachineClusterInstancetype',
  },
  preferences: {
    apiVersion: 'instancetype.kubevirt.io/v1beta1',
    kind: 'VirtualMachineClusterPreference',
  },
} satisfies Record<string, Kind>;
