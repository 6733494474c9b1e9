import { parse } from 'yaml';
import { Way } from './waysByValue';

const ATTACH = 'openshift:vlan:attach';
const ALLOWED = {
  vlanId: 1085,
  nodePool: 'c7000',
  namespace: 'demo',
  cluster: 'demo',
  delivery: 'pull-request',
};

const step = (input: object, more: object = {}) => ({
  id: 'step',
  name: 'Step',
  action: ATTACH,
  input,
  ...more,
});

/** One step with inputs beside the allowed ones, as YAML. */
const inputs = (yaml: string, more: Omit<Way, 'what' | 'steps'> = {}): Way => ({
  what: `the inputs ${yaml}`,
  steps: [step({ ...ALLOWED, ...parse(yaml) })],
  ...more,
});

/** The same without the input that the others replace. */
const instead = (key: keyof typeof ALLOWED, yaml: string): Way => {
  const { [key]: _, ...rest } = ALLOWED;
  // As JSON, so that "__proto__" is a key like any other.
  const text = JSON.stringify(rest).slice(0, -1);
  const input = JSON.parse(`${text},${yaml}}`);
  return { what: `${yaml} instead of ${key}`, steps: [step(input)] };
};

const values = {
  ...{ vlan: 1090, five: 5, list: [1085, 1090], deep: { vlan: 1090 } },
  ...{ loud: 'OTHER', spaced: ' other ', marked: 'oxther', go: true },
  map: { a: { id: 1085 }, b: { id: 1090 } },
};

const EXPRESSIONS = [
  ...['1085 + 5', '109 * 10', '[1085, 1090][1]', '{ a: 1090 }.a', '0x442'],
  ...['parameters.vlan', '1085 + parameters.five', 'parameters.list[1]'],
  ...['parameters.deep.vlan', 'parameters.list', 'parameters.deep', "'1090'"],
  ...["'1090' | int", "'1090' | float", 'parameters.list | last', '1090.0'],
  ...['1090 if parameters.go else 1085', 'secrets.vlan', 'parameters.map.b.id'],
];
const NAMESPACES = [
  ...["'oth' + 'er'", 'parameters.loud | lower', 'parameters.spaced | trim'],
  ...["parameters.marked | replace('x', '')", "['demo', 'other'] | last"],
  ...['secrets.namespace', "'other' if parameters.go else 'demo'"],
];

const repeated = (what: string, each: unknown, more: object = {}): Way => ({
  what: `each: ${what}`,
  values,
  steps: [
    step({ ...ALLOWED, vlanId: '${{ each.value.id }}' }, { each, ...more }),
  ],
});

const second = { ...step({ ...ALLOWED, vlanId: 1090 }), id: 'second' };
const secrets = { vlan: '1090', namespace: 'other' };

/** Templates that no platform team writes, but that any person who registers one could. */
export const WAYS_BY_TEMPLATE: Way[] = [
  ...EXPRESSIONS.map(text =>
    inputs(`vlanId: "\${{ ${text} }}"`, { values, secrets }),
  ),
  ...['1${{ 0 }}90', "${{ '10' }}${{ '90' }}", '${{ 1090 }} '].map(text =>
    inputs(`vlanId: "${text}"`),
  ),
  ...NAMESPACES.map(text =>
    inputs(`namespace: "\${{ ${text} }}"`, { values, secrets }),
  ),
  inputs(`namespace: "\${{ 'o' }}ther"`),
  inputs(`cluster: "\${{ 'pr' + 'od' }}"`),
  inputs(`cluster: "p\${{ 'rod' }}"`),
  inputs(`delivery: "\${{ 'app' + 'ly' }}"`),
  inputs(`delivery: "\${{ 'ren' }}der"`),
  ...['vlan_id', '"vlanId "', '" vlanId"'].map(key => inputs(`${key}: 1090`)),
  ...['vlan', 'id', 'vlanIds', '"vlanId[0]"', '"vlanId.value"', '<<'].map(key =>
    inputs(`${key}: {vlanId: 1090}`),
  ),
  ...['"vlanId\\u200b"', '"[\'vlanId\']"', '"${{ \'vlanId\' }}"'].map(key =>
    inputs(`${key}: 1090`),
  ),
  ...['"namespace "', 'ns', 'metadata'].map(key => inputs(`${key}: other`)),
  ...['"cluster "', 'clusterName'].map(key => inputs(`${key}: prod`)),
  ...['"delivery "', 'deliveries'].map(key => inputs(`${key}: apply`)),
  inputs('networks: [{name: nic, vlanId: 1090}]'),
  inputs('input: {vlanId: 1090}'),
  inputs('parameters: {vlanId: 1090}'),
  // Not beside it: the catalog takes no entity whose keys differ in their case alone.
  ...['VlanId', 'vlanID', 'VLANID'].map(key =>
    instead('vlanId', `"${key}":1090`),
  ),
  instead('namespace', '"Namespace":"other"'),
  instead('cluster', '"Cluster":"prod"'),
  instead('delivery', '"Delivery":"apply"'),
  instead('vlanId', '"__proto__":{"vlanId":1090}'),
  instead('vlanId', '"constructor":{"prototype":{"vlanId":1090}}'),
  instead('vlanId', '"prototype":{"vlanId":1090}'),
  instead('namespace', '"__proto__":{"namespace":"other"}'),
  instead('delivery', '"__proto__":{"delivery":"render"}'),
  instead('cluster', '"__proto__":{"cluster":"prod"}'),
  repeated('a list with 1090', [{ id: 1085 }, { id: 1090 }]),
  repeated('1090 alone', [{ id: 1090 }]),
  repeated('a mapping', { a: { id: 1085 }, b: { id: 1090 } }),
  repeated('a parameter', '${{ parameters.map }}'),
  repeated('with an "if"', '${{ parameters.map }}', {
    if: '${{ each.value.id == 1090 }}',
  }),
  repeated('with an "if" of a parameter', [{ id: 1085 }, { id: 1090 }], {
    if: '${{ parameters.go }}',
  }),
  {
    what: 'an "if"',
    values,
    steps: [{ ...second, id: 'step', if: '${{ parameters.go }}' }],
  },
  { what: 'a second step', steps: [step(ALLOWED), second] },
  {
    what: 'a step that takes an output of the first',
    steps: [
      step(ALLOWED),
      step(
        {
          ...ALLOWED,
          namespace:
            "${{ steps.step.output.bridgeName | replace('bridge-1085', 'other') }}",
        },
        { id: 'second' },
      ),
    ],
  },
  ...[`${ATTACH} `, 'OpenShift:vlan:attach', `${ATTACH}[0]`].map(action => ({
    what: `the action ${JSON.stringify(action)}`,
    steps: [{ ...second, id: 'step', action }],
  })),
];
