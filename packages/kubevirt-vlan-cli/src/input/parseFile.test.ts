import { parseFile } from './parseFile';
import { seed } from '../__testUtils__/gitOpsRepo';

const read = (text: string) =>
  parseFile({ path: '/repo/a.yaml', name: 'a.yaml', text });
const ids = (text: string) =>
  read(text).map(({ object }) => `${object.kind} ${object.metadata.name}`);
const HEAD = `apiVersion: nmstate.io/v1
kind: NodeNetworkConfigurationPolicy
metadata:
  name: a
`;

describe('parseFile', () => {
  it('finds the objects of all documents, and passes others over', () => {
    const { policy, network } = seed();
    const text = [
      'kind: ConfigMap\napiVersion: v1\ndata: { on: yes }\n',
      policy,
      '# nothing\n',
      '- a list\n',
      'apiVersion: vmoperator.vmware.com/v1\nkind: VirtualMachine\n',
      network,
    ].join('---\n');
    expect(ids(text)).toEqual([
      'NodeNetworkConfigurationPolicy vlan-1085-policy-c7000',
      'NetworkAttachmentDefinition nad-1085',
    ]);
    const [, { locate }] = read(text);
    expect(text.split('\n')[locate('spec.config.vlan').line - 1]).toContain(
      'config:',
    );
  });

  it('finds the items of lists, as kubectl applies them', () => {
    const item = '{ metadata: { name: a } }';
    const text = `apiVersion: v1
kind: List
items:
  - apiVersion: nmstate.io/v1
    kind: NodeNetworkConfigurationPolicyList
    items: [${item}]
  - { apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: { name: b } }
`;
    expect(ids(text)).toEqual([
      'NodeNetworkConfigurationPolicy a',
      'VirtualMachine b',
    ]);
    expect(read(text)[1].locate('metadata.name')).toEqual({
      line: 7,
      column: 69,
    });
  });

  it('reads JSON, also with tabs and escapes', () => {
    expect(
      ids(
        '{\n\t"apiVersion": "kubevirt.io/v1",\n\t"kind": "Virtual\\u004dachine",\n\t"metadata": {\n\t\t"name": "a"\n\t}\n}\n',
      ),
    ).toEqual(['VirtualMachine a']);
  });

  it('reads a kind behind an alias', () => {
    expect(
      ids(
        'x: &k VirtualMachine\nkind: *k\napiVersion: kubevirt.io/v1\nmetadata: { name: a }\n',
      ),
    ).toEqual(['VirtualMachine a']);
  });

  it.each([
    ['broken YAML', 'a: b\nc: [1, 2\nd: e\n', 'a.yaml:3:'],
    ['a template of Helm', 'a: 1\n{{- if .x }}\nb: 2\n', 'a.yaml:2:'],
    ['a key twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'a.yaml:4:3'],
    ['an object without a name', HEAD.replace('name', 'labels'), 'a.yaml:3:1'],
    [
      'a text that Kubernetes reads as true',
      `${HEAD}spec:\n  desiredState:\n    a: yes\n`,
      'a.yaml:7:5',
    ],
    [
      'a number that Kubernetes reads otherwise',
      `${HEAD}spec: 010\n`,
      'a.yaml:5:1',
    ],
    [
      'a merge key',
      `x: &x { name: a }\n${HEAD}spec:\n  <<: *x\n`,
      'a.yaml:7:3',
    ],
    [
      'a kind that only YAML 1.1 sees',
      '<<: { apiVersion: nmstate.io/v1, kind: NodeNetworkConfigurationPolicy }\nmetadata: { name: a }\n',
      'a.yaml:1:1',
    ],
    ['an unknown tag', `${HEAD}spec: !secret x\n`, 'a.yaml:1:1'],
    [
      'aliases that grow without bound',
      `a: &a [1, 1]\n${[...'bcdefghij']
        .map(
          (key, i) =>
            `${key}: &${key} [${Array(9)
              .fill(`*${'abcdefghij'[i]}`)
              .join(', ')}]\n`,
        )
        .join('')}`,
      'a.yaml:1:1',
    ],
    [
      'very many aliases',
      `a: &a 1\nb:\n${'  - *a\n'.repeat(101)}`,
      'a.yaml:103:5: found no valid YAML (more than 100 aliases)',
    ],
    ['nesting without bound', '['.repeat(100_000), 'a.yaml'],
  ])('refuses %s, and says where', (_, text, place) => {
    expect(() => read(text)).toThrow(place);
  });

  it('takes a file of very many keys or anchors in seconds', () => {
    const lines = (line: (i: number) => string) =>
      Array.from({ length: 30_000 }, (_, i) => `${line(i)}\n`).join('');
    const start = Date.now();
    expect(read(lines(i => `k${i}: 1`))).toEqual([]);
    expect(() => read(lines(i => `- [&a${i} 1, *a${i}]`))).toThrow('aliases');
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});
