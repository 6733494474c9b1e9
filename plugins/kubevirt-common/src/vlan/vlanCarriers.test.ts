import { nodeCount } from './nodeCount';
import { vlanCarriers } from './vlanCarriers';

const policy = (name: string, interfaces: object[]) => ({
  apiVersion: 'nmstate.io/v1',
  kind: 'NodeNetworkConfigurationPolicy',
  metadata: { name },
  spec: { desiredState: { interfaces } },
});
const bridge = (name: string, ...ports: string[]) => ({
  name,
  type: 'linux-bridge',
  bridge: { port: ports.map(port => ({ name: port })) },
});
const vlan = (id: number, more = {}) => ({
  name: `eno49.${id}`,
  type: 'vlan',
  vlan: { id, 'base-iface': 'eno49' },
  ...more,
});
const nad = (config: object) => ({
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { namespace: 'demo', name: 'nad' },
  spec: { config: JSON.stringify({ type: 'bridge', ...config }) },
});

describe('vlanCarriers', () => {
  const own = policy('own', [vlan(1085), bridge('bridge-1085', 'eno49.1085')]);
  const trunk = policy('trunk', [bridge('br-trunk', 'eno50')]);
  const find = (networks: ReturnType<typeof nad>[]) =>
    vlanCarriers({ vlanId: 1085, policies: [own, trunk], networks }).map(
      ({ policy: { metadata }, ...way }) => ({ ...way, of: metadata.name }),
    );

  it('finds the VLAN interface and its bridge', () => {
    expect(find([])).toEqual([
      { of: 'own', uplink: 'eno49', bridge: 'bridge-1085' },
    ]);
  });

  it('finds the trunk behind the bridge of a network', () => {
    expect(find([nad({ bridge: 'br-trunk', vlan: 1085 })])).toContainEqual({
      of: 'trunk',
      uplink: 'eno50',
      bridge: 'br-trunk',
    });
    expect(find([nad({ bridge: 'bridge-1085' })])).toHaveLength(1);
  });

  it('ignores removed interfaces and other VLANs', () => {
    const policies = [
      policy('gone', [vlan(1085, { state: 'absent' })]),
      policy('other', [vlan(1090)]),
      { ...policy('none', []), spec: undefined },
    ];
    expect(vlanCarriers({ vlanId: 1085, policies, networks: [] })).toEqual([]);
  });
});

describe('nodeCount', () => {
  const node = (labels: Record<string, string>, status: string) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', labels },
    status: { conditions: [{ type: 'Ready', status }] },
  });

  it('counts the nodes of a selector, and those that are Ready', () => {
    expect(
      nodeCount(
        [
          node({ hardware: 'c7000' }, 'True'),
          node({ hardware: 'c7000' }, 'Unknown'),
          node({ hardware: 'dl380' }, 'True'),
        ],
        { hardware: 'c7000' },
      ),
    ).toEqual({ matching: 2, ready: 1 });
  });
});
