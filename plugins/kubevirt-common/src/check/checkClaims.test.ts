import { KubeObject } from '../model/kubeObject';
import { site } from '../__testUtils__/samples';
import { Facts } from '../model/facts';
import { check } from './check';

const policy = (
  options: {
    name?: string;
    nodeSelector?: object;
    vlan?: string;
    bridge?: string;
    id?: number;
    mtu?: number;
    state?: string;
  } = {},
): KubeObject => {
  const {
    name = 'vlan-1085-policy-c7000',
    nodeSelector = { hardware: 'c7000' },
    vlan = 'eno49.1085',
    bridge = 'bridge-1085',
    id = 1085,
    mtu,
    state = 'up',
  } = options;
  return {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: { name },
    spec: {
      nodeSelector,
      maxUnavailable: 1,
      desiredState: {
        interfaces: [
          {
            name: vlan,
            type: 'vlan',
            state,
            ...(mtu && { mtu }),
            vlan: { 'base-iface': 'eno49', id },
          },
          {
            name: bridge,
            type: 'linux-bridge',
            state,
            bridge: { port: [{ name: vlan }] },
          },
        ],
      },
    },
  };
};

describe('claims of other changes', () => {
  const REQUEST = 'request #12 (https://git.example.com/pr/12)';
  const claims = (facts: Partial<Facts>) =>
    check([policy()], { cluster: 'demo', ...facts }, site)
      .filter(({ code }) => code.startsWith('claimed'))
      .map(({ level, code, field, message }) => ({
        finding: `${level} ${code} ${field}`,
        message,
      }));
  const open = (...objects: KubeObject[]) => ({
    open: [{ source: REQUEST, objects }],
  });
  const existing = (...objects: KubeObject[]) => ({
    existing: { source: 'main', objects },
  });

  it('do not exist without other changes', () => {
    expect(claims({})).toEqual([]);
    expect(claims(existing(policy()))).toEqual([]);
    expect(claims(open())).toEqual([]);
  });

  it('cause a warning if a request proposes the same object', () => {
    expect(claims(open(policy()))).toEqual([
      {
        finding: 'warning claimed-alike spec',
        message: expect.stringContaining(`${REQUEST} proposes the same object`),
      },
    ]);
  });

  it('stop the change if a request proposes the object with other content', () => {
    expect(claims(open(policy({ mtu: 9000 })))).toEqual([
      {
        finding: 'error claimed-otherwise spec.desiredState.interfaces[0].mtu',
        message: `found nothing, but ${REQUEST} proposes 9000 for the same object; merge or close that first, or ask for the same`,
      },
    ]);
  });

  it.each([
    ['on main', existing],
    ['in a request', open],
  ])('include a VLAN and a bridge of another policy %s', (_where, facts) => {
    const [source] = [facts === open ? REQUEST : 'main'];
    expect(claims(facts(policy({ name: 'other', vlan: 'vlan1085' })))).toEqual([
      {
        finding: 'error claimed-vlan spec.desiredState.interfaces[0]',
        message: expect.stringContaining(
          `found VLAN 1085 of eno49, but NodeNetworkConfigurationPolicy/other in ${source} has it too`,
        ),
      },
      {
        finding: 'error claimed-bridge spec.desiredState.interfaces[1]',
        message: expect.stringContaining('the bridge "bridge-1085"'),
      },
    ]);
  });

  it.each([
    [
      'on other nodes',
      policy({ name: 'other', nodeSelector: { hardware: 'r640' } }),
    ],
    ['that removes the interface', policy({ name: 'other', state: 'absent' })],
    [
      'for another VLAN',
      policy({
        name: 'other',
        vlan: 'eno49.1090',
        bridge: 'bridge-1090',
        id: 1090,
      }),
    ],
  ])('ignore a policy %s', (_what, other) => {
    expect(claims(existing(other))).toEqual([]);
  });

  it('include policies whose selectors may match the same node', () => {
    const other = policy({ name: 'other', nodeSelector: { rack: '7' } });
    expect(claims(existing(other))).toHaveLength(2);
  });

  it('report which changes were not read', () => {
    expect(
      check(
        [policy()],
        { cluster: 'demo', unread: ['request #7, because of x'] },
        site,
      ),
    ).toContainEqual({
      level: 'warning',
      code: 'open-unchecked',
      object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
      field: 'metadata.name',
      message: 'not checked against request #7, because of x',
    });
  });

  it('accept objects of any shape', () => {
    for (const spec of [undefined, null, 7, [], { desiredState: 'x' }]) {
      const other = { ...policy({ name: 'other' }), spec };
      expect(() => claims(open(other, { ...policy(), spec }))).not.toThrow();
    }
  });
});
