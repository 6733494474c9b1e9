import type {
  ClusterSummary,
  NamedChoice,
  NamespaceSummary,
  VmDetails,
  VmLinks,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Sample data: a connected cluster; the nodes of one pool could not be counted. */
export const sampleCluster: ClusterSummary = {
  name: 'demo',
  isConnected: true,
  isDefault: true,
  nodePools: [
    {
      name: 'c7000',
      description: 'blade servers (sample)',
      uplink: 'eno49',
      nodeSelector: ['hardware=c7000'],
      nodes: { value: { matching: 6, ready: 5 } },
    },
    {
      name: 'edge',
      uplink: 'bond0',
      nodeSelector: ['hardware=edge'],
      nodes: { unavailable: 'you may not list nodes (sample)' },
    },
  ],
};

/** Sample data: a namespace that the user may use, and one that they may not. */
export const sampleNamespaces: NamespaceSummary[] = [
  { name: 'demo' },
  {
    name: 'payments',
    reason: 'VLAN 1085 is not for it; ask its owner group:default/network',
  },
];

/** Sample data: objects that VMs can be made from. */
export const sampleChoices: Record<string, NamedChoice[]> = {
  'boot-sources': [
    {
      name: 'fedora',
      namespace: 'openshift-virtualization-os-images',
      title: 'Fedora (sample)',
    },
    { name: 'golden', namespace: 'demo', title: 'Golden image (sample)' },
  ],
  instancetypes: [{ name: 'u1.medium', title: '1 CPU, 4 GiB (sample)' }],
  preferences: [{ name: 'rhel.9', title: 'RHEL 9 (sample)' }],
};

/** Sample data: a VM with a NIC on the pod network, one on a VLAN, and one whose link is down. */
export const sampleVm: VmDetails = {
  status: 'Running',
  nics: [
    { name: 'default', vlans: [], addresses: ['10.128.2.17'], linkState: 'up' },
    {
      name: 'nic1',
      network: 'demo/nad-1085',
      vlans: [1085],
      mac: '02:00:00:00:00:01',
      addresses: ['10.6.85.20'],
      linkState: 'down',
    },
    { name: 'nic2', network: 'demo/nad-1090', vlans: [1090], addresses: [] },
    {
      name: 'nic3',
      network: 'demo/nad-gone',
      vlans: [],
      vlansUnknown: 'network-missing',
      addresses: [],
    },
  ],
};

/** Sample data: links of that VM. */
export const sampleVmLinks: VmLinks = {
  console: {
    name: 'demo',
    url: 'https://console.example.com/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web-1',
  },
  request: {
    value: {
      name: '#7',
      url: 'https://git.example.com/platform/gitops/pulls/7',
    },
  },
  file: {
    value: {
      name: 'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml',
      url: 'https://git.example.com/platform/gitops/src/branch/main/clusters/demo/namespaces/demo/virtualmachine-web-1.yaml',
    },
  },
};
