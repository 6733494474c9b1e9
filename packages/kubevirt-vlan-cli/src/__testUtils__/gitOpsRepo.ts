import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parse, stringify } from 'yaml';

export const ROOT = resolve(__dirname, '../../../..');

/** The configuration of a site with two clusters, and with values that only Backstage itself could fill. */
export const APP_CONFIG = `backend:
  database:
    connection: \${NOT_SET_IN_CI}
  auth: { $file: not-there-in-ci.yaml }
kubevirt:
  defaultCluster: demo
  clusters:
    demo:
      nodePools:
        c7000:
          nodeSelector: { hardware: c7000 }
          uplink: eno49
    other:
      nodePools:
        c7000:
          nodeSelector: { hardware: c7000 }
          uplink: eno49
  gitOps:
    repoUrl: https://git.example.com/platform/gitops.git
`;

export const VLANS = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: network }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: vlan-1085
spec:
  type: vlan
  owner: group:default/network
  vlan:
    id: 1085
    subnet: 10.6.85.0/24
    gateway: 10.6.85.1
    allowedNamespaces: [demo]
`;

/** The manifests of the seed case. */
export function seed() {
  const text = readFileSync(
    join(ROOT, 'test/golden/seed-vlan-1085.yaml'),
    'utf8',
  );
  const { policy, network, vm } = parse(text);
  const { name, namespace, annotations } = network;
  return {
    policy: stringify({
      apiVersion: POLICY_API_VERSION,
      kind: POLICY_KIND,
      metadata: { name: policy.name },
      spec: policy.spec,
    }),
    network: stringify({
      apiVersion: NETWORK_API_VERSION,
      kind: NETWORK_KIND,
      metadata: { name, namespace, annotations },
      spec: { config: JSON.stringify(network.config, undefined, 2) },
    }),
    vm: stringify({
      apiVersion: VM_API_VERSION,
      kind: VM_KIND,
      metadata: { name: 'web-1', namespace },
      spec: {
        runStrategy: 'Always',
        template: {
          spec: {
            nodeSelector: policy.spec.nodeSelector,
            domain: {
              devices: {
                disks: [
                  { name: 'root', disk: { bus: 'virtio' }, bootOrder: 2 },
                ],
                interfaces: [vm.interface],
              },
              resources: { requests: { memory: '4Gi' } },
            },
            networks: [vm.network],
            volumes: [{ name: 'root', emptyDisk: { capacity: '20Gi' } }],
          },
        },
      },
    }),
  };
}

/** The seed's policy with its bridge on br-ex, which carries the nodes' own network. */
export function badPolicy(): string {
  return seed().policy.replaceAll('bridge-1085', 'br-ex');
}

/** The GitOps repository of the seed, as the actions lay it out. */
export function seedFiles(): Record<string, string> {
  const { policy, network, vm } = seed();
  return {
    'app-config.yaml': APP_CONFIG,
    'catalog/vlans.yaml': VLANS,
    'clusters/demo/nodes/vlan-1085-policy-c7000.yaml': policy,
    'clusters/demo/nodes/kustomization.yaml':
      'resources: [vlan-1085-policy-c7000.yaml]\n',
    'clusters/demo/namespaces/demo/networkattachmentdefinition-nad-1085.yaml':
      network,
    'clusters/demo/namespaces/demo/virtualmachine-web-1.yaml': vm,
  };
}

/** A kubeconfig for a server. */
export function kubeconfig(server: string): string {
  return `apiVersion: v1
kind: Config
current-context: here
clusters: [{ name: c, cluster: { server: '${server}', insecure-skip-tls-verify: true } }]
users: [{ name: me, user: { token: t } }]
contexts: [{ name: here, context: { cluster: c, user: me } }]
`;
}
