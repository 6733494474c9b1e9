/** An attempt to get round a rule on an action's inputs. */
export interface Way {
  what: string;
  /** Parameters of the raw template, beside those of what is allowed. */
  values?: object;
  /** Steps of a template of its own, instead. */
  steps?: object[];
  secrets?: Record<string, string>;
}

/** Spellings that some program takes for the text itself. */
const spellings = (text: string): string[] => {
  const [first, rest] = [text[0], text.slice(1)];
  const fullWidth = String.fromCharCode(first.charCodeAt(0) + 0xfee0);
  return [
    ...[text.toUpperCase(), first.toUpperCase() + rest],
    ...[` ${text}`, `${text} `, `${text}\t`, `${text}\n`, `${text}\r\n`],
    ...[`${text}\0`, `${text}\0x`, `${text}\u200b`, `\u200b${text}`],
    ...[`\ufeff${text}`, `${text}\u00a0`, `${first}\u00ad${rest}`],
    ...[fullWidth + rest, `${first}\u0308${rest}`, `${text}\u0301`],
    ...[`${text}.`, `${text}/`, `./${text}`, `/${text}`, `${text};`],
    ...[`%${first.charCodeAt(0).toString(16)}${rest}`, `"${text}"`],
    ...[`\${{ '${text}' }}`, `{{ '${text}' }}`, `\\x${rest}`],
  ];
};

/** Values of other types that a program converts to the same text. */
const disguises = (value: unknown, allowed: unknown): unknown[] => [
  [value],
  [[value]],
  [allowed, value],
  { value },
  { name: value },
  { 0: value },
  { toString: value },
  { $ref: value },
];

const HOMOGLYPHS: Record<string, string[]> = {
  other: ['οther', 'оther', 'othеr', 'оthеr', 'other\u037e'],
  prod: ['рrod', 'prоd', 'ρrod'],
  apply: ['аpply', 'aррly', 'app1y'],
  render: ['rеnder', 'render\u2028'],
};

const show = (value: unknown) => JSON.stringify(value);

/** @param every - of how many spellings one is tried */
const forText = (
  key: string,
  every: number,
  {
    denied,
    allowed,
    others,
  }: Record<'denied' | 'allowed', string> & {
    others: unknown[];
  },
): Way[] =>
  [
    denied,
    ...spellings(denied).filter((_, i) => i % every === 0),
    ...HOMOGLYPHS[denied],
    ...disguises(denied, allowed),
    ...[`${allowed},${denied}`, `${allowed} ${denied}`, `${denied},${allowed}`],
    ...[`${allowed}\n${denied}`, `${allowed}/../${denied}`, `../${denied}`],
    ...others,
  ].map(value => ({
    what: `${key} ${show(value)}`,
    values: { [key]: value },
  }));

const VLAN_IDS: unknown[] = [
  1090,
  // Numbers that come to 1090 in so many bits, or when rounded.
  ...[1090.4, 1089.6, 1090 + 4096, 1090 - 4096, 1090 + 65536, 1090 + 2 ** 32],
  ...['1090', ' 1090', '1090 ', '1090\n', '1090\0', '01090', '+1090', '1090.'],
  ...['1090.0', '1.09e3', '109e1', '0x442', '0o2102', '0b10001000010', '1090n'],
  ...['1_090', '1,090', '１０９０', '1090\u200b', '\ufeff1090', '١٠٩٠', '109O'],
  ...['1085,1090', '1085-1090', '1085 1090', '${{ 1090 }}', '[1090]'],
  ...disguises(1090, 1085),
  ...disguises('1090', '1085'),
  ...[{ id: 1090 }, { valueOf: 1090 }, true, null, [], {}, ''],
];

/** With the form's values alone. */
export const WAYS_BY_VALUE: Way[] = [
  ...VLAN_IDS.map(vlanId => ({
    what: `vlanId ${show(vlanId)}`,
    values: { vlanId },
  })),
  ...forText('namespace', 1, {
    denied: 'other',
    allowed: 'demo',
    others: [null],
  }),
  ...forText('cluster', 3, {
    denied: 'prod',
    allowed: 'demo',
    others: ['__proto__', 'constructor', 'toString', 'hasOwnProperty', null],
  }),
  ...forText('delivery', 3, {
    denied: 'apply',
    allowed: 'pull-request',
    others: [null, '', 'push', 'dry-run', true, 0],
  }),
  ...forText('delivery', 6, {
    denied: 'render',
    allowed: 'pull-request',
    others: [],
  }),
];
