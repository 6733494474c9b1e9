import { NodeInterface, findInterfaces, nodeTopology } from './nodeTopology';

const topologyOf = (interfaces: unknown[]) =>
  nodeTopology({
    apiVersion: 'nmstate.io/v1beta1',
    kind: 'NodeNetworkState',
    metadata: { name: 'worker-1' },
    status: { currentState: { interfaces } },
  });

describe('findInterfaces', () => {
  it('finds interfaces by name and alternative name, each once and in order', () => {
    const topology = topologyOf([
      { name: 'a', 'alt-names': [{ name: 'b' }, 'a', 'c'] },
      { name: 'b', 'alt-names': ['c', { name: 'c' }] },
      { name: 'b' },
    ]);
    const [first, second, third] = topology.interfaces;
    expect(findInterfaces(topology, 'a')).toEqual([first]);
    expect(findInterfaces(topology, 'b')).toEqual([first, second, third]);
    expect(findInterfaces(topology, 'c')).toEqual([first, second]);
    expect(findInterfaces(topology, 'd')).toEqual([]);
    expect(findInterfaces(topology, 'constructor')).toEqual([]);
  });

  it('reads each interface once, however many names are looked up', () => {
    let looks = 0;
    const interfaces = Array.from(
      { length: 1000 },
      (_, i) =>
        ({
          get name() {
            looks += 1;
            return `eth${i}`;
          },
          altNames: [],
        } as unknown as NodeInterface),
    );
    const topology = { ...topologyOf([]), interfaces };
    for (let i = 0; i < 1000; i += 1) {
      expect(findInterfaces(topology, `eth${i}`)).toEqual([interfaces[i]]);
    }
    expect(looks).toBeLessThan(10_000);
  });
});

describe('nodeTopology', () => {
  it('reads every port, with the keys of old and new nmstate versions', () => {
    const [bridge, bond, vrf, hsr] = topologyOf([
      {
        name: 'br-1',
        bridge: {
          port: [
            { name: 'p1' },
            { name: 'p2', 'link-aggregation': { slaves: [{ name: 'p3' }] } },
            'p4',
            null,
          ],
          ports: [{ name: 'p5' }],
        },
      },
      { name: 'bond0', 'link-aggregation': { port: ['p1', 7, 'p1'] } },
      { name: 'vrf0', vrf: { port: ['p2'] } },
      { name: 'hsr0', hsr: { port1: 'p3', port2: 'p4' } },
    ]).interfaces;
    expect([bridge, bond, vrf, hsr].map(({ ports }) => ports)).toEqual([
      ['p1', 'p2', 'p3', 'p5'],
      ['p1'],
      ['p2'],
      ['p3', 'p4'],
    ]);
  });
});
