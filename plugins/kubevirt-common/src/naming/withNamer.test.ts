import { attachVlanSchema, parseRequest } from '../request';
import { planVlanAttachment } from '../plan';
import { site } from '../__testUtils__/samples';
import { z } from 'zod/v3';
import { Namer } from './Namer';
import { withNamer } from './withNamer';

/** The example: a company that numbers its networks. */
const acme: Namer = {
  id: 'acme',
  policy: ({ vlanId, nodePool }) => `net${vlanId}-${nodePool}`,
  bridge: vlanId => `br-net${vlanId}`,
  network: vlanId => `net${vlanId}`,
};

const planned = (namer: Namer) =>
  planVlanAttachment(
    parseRequest({
      action: 'openshift:vlan:attach',
      schema: attachVlanSchema(z),
      input: {
        delivery: 'render',
        vlanId: 1085,
        nodePool: 'c7000',
        namespace: 'demo',
      },
    }),
    withNamer(site, namer),
  );

describe('withNamer', () => {
  it('names the objects of a plan, and keeps the templates for the rest', () => {
    const plan = planned(acme);
    expect(plan).toMatchObject({
      policyName: 'net1085-c7000',
      bridgeName: 'br-net1085',
      networkName: 'net1085',
      values: { vlanInterface: 'eno49.1085' },
    });
    expect(plan.objects.map(({ path }) => path)).toEqual([
      'clusters/demo/nodes/net1085-c7000.yaml',
      'clusters/demo/namespaces/demo/networkattachmentdefinition-net1085.yaml',
    ]);
  });

  it('shortens a long policy name with a hash', () => {
    const policy: Namer['policy'] = ({ vlanId, nodePool }) =>
      `${'x'.repeat(60)}-${vlanId}-${nodePool}`;
    const { policyName } = planned({ ...acme, policy });
    expect(policyName).toMatch(/^x{54}-[0-9a-f]{8}$/);
  });

  it('replaces a long name of a VLAN interface', () => {
    const vlanInterface: Namer['vlanInterface'] = ({ vlanId }) =>
      `a-long-interface-${vlanId}`;
    expect(planned({ ...acme, vlanInterface }).values).toMatchObject({
      vlanInterface: 'vlan1085',
    });
  });

  it.each<[string, Partial<Namer>, string]>([
    [
      'a policy that is not a DNS label',
      { policy: ({ vlanId }) => `Net_${vlanId}` },
      'policy of the namer "acme": found "Net_1", allowed: a DNS label of at most 63 characters',
    ],
    [
      'a VLAN interface with a slash',
      { vlanInterface: ({ vlanId }) => `a/${vlanId}` },
      'vlanInterface of the namer "acme": found "a/1", allowed: 1 to 15 characters',
    ],
    [
      'a long bridge',
      { bridge: vlanId => `a-very-long-bridge-${vlanId}` },
      'bridge of the namer "acme": found "a-very-long-bridge-1", allowed: 1 to 15 characters',
    ],
    [
      'a bridge named like a VLAN interface',
      { bridge: vlanId => `vlan${vlanId}` },
      'bridge of the namer "acme": found "vlan1", allowed: 1 to 15 characters',
    ],
    [
      'a long network',
      { network: vlanId => `${'x'.repeat(63)}${vlanId}` },
      'allowed: a DNS label of at most 63 characters',
    ],
    [
      'a name that is not a string',
      { network: ((vlanId: number) => vlanId) as unknown as Namer['network'] },
      'network of the namer "acme": found 1, allowed: a DNS label',
    ],
    [
      'an error',
      {
        bridge: () => {
          throw new Error('no table');
        },
      },
      'bridge of the namer "acme": found an error (no table), allowed:',
    ],
    [
      'one network for two VLANs',
      { network: vlanId => `net${vlanId % 4000}` },
      'network of the namer "acme": found "net1" for VLAN 1 and for VLAN 4001, allowed: a different name for each',
    ],
    [
      'one policy for two VLANs',
      { policy: ({ nodePool }) => nodePool },
      'policy of the namer "acme": found "c7000" for VLAN 1 on node pool c7000 and for VLAN 2 on node pool c7000',
    ],
  ])('refuses %s', (_what, part, message) => {
    expect(() => withNamer(site, { ...acme, ...part })).toThrow(message);
  });
});
