import { attachInput } from 'kubevirt-vlan-test-kit';
import { ATTACH_INPUTS, rawStep } from './rawTemplates';

export const SECRET = 'canary-7f3a-of-the-task';
export const RAW = {
  name: 'raw',
  steps: [rawStep('openshift:vlan:attach', ATTACH_INPUTS)],
};
export const WITH_SECRET = {
  name: 'with-secret',
  steps: [
    {
      ...rawStep('openshift:vlan:attach', ATTACH_INPUTS),
      input: {
        ...attachInput,
        reason: 'Because of ${{ secrets.password }}',
      },
    },
  ],
};
export const ATTACH = {
  action: 'openshift:vlan:attach',
  user: 'user:default/mock',
  dryRun: false,
};
export const PLANNED = {
  ...ATTACH,
  cluster: 'demo',
  namespace: 'demo',
  vlanIds: [1085],
  delivery: 'pull-request',
};

/** Runs that fail: in words, the values, what the event says, and its message. */
export const FAILING: [string, object, object, string][] = [
  [
    'a VLAN that is not the user’s',
    { vlanId: 1100 },
    { ...PLANNED, vlanIds: [1100] },
    'may not use VLAN 1100',
  ],
  [
    'a VLAN without an entity',
    { vlanId: 2000 },
    { ...PLANNED, vlanIds: [2000] },
    'the catalog has no resource:default/vlan-2000',
  ],
  [
    'a namespace that is not the VLAN’s',
    { namespace: 'other' },
    { ...PLANNED, namespace: 'other' },
    'in namespace "other"',
  ],
  ['an input that is not valid', { vlanId: '1085' }, ATTACH, 'vlanId: found'],
  ['an unknown cluster', { cluster: 'prod' }, ATTACH, 'cluster: found "prod"'],
  ['a delivery that is not allowed', { delivery: 'apply' }, ATTACH, 'apply'],
  ['an unknown node pool', { nodePool: 'blades' }, PLANNED, 'node pool'],
];
