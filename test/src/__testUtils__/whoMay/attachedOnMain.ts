import { stringify } from 'yaml';

/** The files in the GitOps repository after a VLAN was attached; `network` is another name for the NAD. */
export function attachedOnMain(
  vlanId: number,
  network = `nad-${vlanId}`,
): Record<string, string> {
  const policy = `vlan-${vlanId}-policy-c7000`;
  return {
    [`clusters/demo/nodes/${policy}.yaml`]: stringify({
      apiVersion: 'nmstate.io/v1',
      kind: 'NodeNetworkConfigurationPolicy',
      metadata: { name: policy },
      spec: {
        nodeSelector: { hardware: 'c7000' },
        maxUnavailable: 1,
        desiredState: { interfaces: interfacesOf(vlanId) },
      },
    }),
    ...networkOnMain(network, { bridge: `bridge-${vlanId}` }),
  };
}

/** A NAD of the namespace `demo` with settings of the bridge plugin. */
export function networkOnMain(
  name: string,
  config: object,
): Record<string, string> {
  return {
    [`clusters/demo/namespaces/demo/networkattachmentdefinition-${name}.yaml`]:
      stringify({
        apiVersion: 'k8s.cni.cncf.io/v1',
        kind: 'NetworkAttachmentDefinition',
        metadata: { name, namespace: 'demo' },
        spec: {
          config: JSON.stringify({
            cniVersion: '0.3.1',
            name,
            type: 'cnv-bridge',
            macspoofchk: true,
            ipam: {},
            ...config,
          }),
        },
      }),
  };
}

function interfacesOf(id: number): object[] {
  const uplink = 'eno49';
  const port = `${uplink}.${id}`;
  return [
    { name: uplink, type: 'ethernet', state: 'up' },
    {
      name: port,
      type: 'vlan',
      state: 'up',
      vlan: { 'base-iface': uplink, id },
    },
    {
      name: `bridge-${id}`,
      type: 'linux-bridge',
      state: 'up',
      ipv4: { enabled: false },
      bridge: { options: { stp: { enabled: false } }, port: [{ name: port }] },
    },
  ];
}
