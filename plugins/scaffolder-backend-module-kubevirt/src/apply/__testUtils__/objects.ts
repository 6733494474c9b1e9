import {
  KubeObject,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

export const policy = (name: string): KubeObject => ({
  apiVersion: POLICY_API_VERSION,
  kind: POLICY_KIND,
  metadata: { name },
  spec: { nodeSelector: { hardware: 'c7000' } },
});
export const network = (name: string): KubeObject => ({
  apiVersion: NETWORK_API_VERSION,
  kind: NETWORK_KIND,
  metadata: { name, namespace: 'demo' },
  spec: { config: '{}' },
});
