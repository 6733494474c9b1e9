import {
  bridgeOnNode,
  codes as allCodes,
  fact,
  findings as allFindings,
  live,
  network,
  node,
  nodeState,
  policy,
  vm,
} from './__testUtils__/cluster';

const about = (finding: string) => /placement/.test(finding);
const codes: typeof allCodes = (...args) => allCodes(...args).filter(about);
const findings: typeof allFindings = (...args) =>
  allFindings(...args).filter(about);

describe('the placement of a VM', () => {
  const nodes = fact(
    node('worker-1', { hardware: 'c7000', zone: 'a' }),
    node('worker-2', { hardware: 'r640', zone: 'b' }),
  );
  const networks = fact(network());
  const onNode = live({
    nodes,
    networks,
    nodeStates: fact(
      nodeState('worker-1', bridgeOnNode(1085)),
      nodeState('worker-2'),
    ),
  });
  const planned = live({ nodes, networks, policies: fact(policy(1085)) });

  it.each([
    ['on the nodes', onNode],
    ['by a policy', planned],
  ])('must match the nodes of its bridge %s', (_where, facts) => {
    const machine = (nodeSelector: object) => [vm({ nodeSelector })];
    expect(codes(machine({ zone: 'a' }), { live: facts })).toEqual([]);
    expect(findings(machine({ zone: 'b' }), { live: facts })).toEqual([
      'error vm-placement: found {"zone":"b"}, which is worker-2; allowed: labels of a node that has bridge-1085 (worker-1), as the VM stays Pending without',
    ]);
    expect(findings(machine({ zone: 'c' }), { live: facts })).toEqual([
      expect.stringContaining('found {"zone":"c"}, which no node has'),
    ]);
  });

  it('is free without a nodeSelector, and then no node is read', () => {
    expect(codes([network(), vm()])).toEqual([]);
    expect(allFindings([network(), vm()]).join()).not.toContain(
      'whether a node has',
    );
    expect(codes([network(), vm({ nodeSelector: {} })])).toEqual([]);
  });

  it('is not checked if the nodes or the bridge are not known', () => {
    const machine = vm({ nodeSelector: { zone: 'b' } });
    expect(allFindings([network(), machine]).join()).toContain(
      'whether a node has',
    );
    expect(codes([machine], { live: live({ nodes }) })).toEqual([]);
    expect(codes([machine], { live: live({ nodes, networks }) })).toEqual([]);
  });

  it('causes only a warning if some nodes were not read', () => {
    const machine = vm({ nodeSelector: { zone: 'b' } });
    const partly = { ...nodes, partial: 'of a limit' };
    expect(codes([machine], { live: { ...onNode, nodes: partly } })).toEqual([
      'warning vm-placement',
    ]);
  });

  it('needs one node with the bridges of all NICs', () => {
    const machine: any = vm({ nodeSelector: {} });
    const { spec } = machine.spec.template;
    spec.networks.push({ name: 'b', multus: { networkName: 'nad-7' } });
    spec.domain.devices.interfaces.push({ name: 'b', bridge: {} });
    const facts = live({
      nodes,
      networks: fact(network(), network({ name: 'nad-7', bridge: 'bridge-7' })),
      nodeStates: fact(
        nodeState('worker-1', bridgeOnNode(1085)),
        nodeState('worker-2', bridgeOnNode(7)),
      ),
    });
    spec.nodeSelector = { 'kubernetes.io/os': 'linux' };
    nodes.objects.forEach(({ metadata }) => {
      metadata.labels!['kubernetes.io/os'] = 'linux';
    });
    expect(findings([machine], { live: facts })).toEqual([
      expect.stringContaining(
        'a node that has bridge-1085 (worker-1) and bridge-7 (worker-2)',
      ),
    ]);
  });
});
