import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A NetworkAttachmentDefinition; a `config` that is no string is written as JSON. */
export const network = (options: {
  name?: string;
  namespace?: string;
  annotations?: Record<string, string>;
  config: unknown;
}): KubeObject => {
  const { name = 'nad-1085', namespace = 'demo', annotations } = options;
  const { config } = options;
  return {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name, namespace, ...(annotations && { annotations }) },
    spec: {
      config: typeof config === 'string' ? config : JSON.stringify(config),
    },
  } as KubeObject;
};

/** A network on the bridge of a VLAN. */
export const bridgeNetwork = (
  options: {
    id?: number;
    namespace?: string;
    bridge?: string;
  } = {},
): KubeObject => {
  const { id = 1085, namespace, bridge = `bridge-${id}` } = options;
  const name = `nad-${id}`;
  return network({
    name,
    namespace,
    config: { cniVersion: '0.3.1', name, type: 'cnv-bridge', bridge },
  });
};
