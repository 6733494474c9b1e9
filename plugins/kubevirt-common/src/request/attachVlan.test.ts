import { z } from 'zod/v3';
import { attachInput } from 'kubevirt-vlan-test-kit';
import { attachVlanSchema } from './attachVlan';
import { parseRequest } from './parse';

const parse = (input: unknown) =>
  parseRequest({
    action: 'openshift:vlan:attach',
    schema: attachVlanSchema(z),
    input,
  });

describe('attachVlanSchema', () => {
  it('fills in the defaults', () => {
    expect(parse(attachInput)).toEqual({
      ...attachInput,
      networkType: 'cnv-bridge',
      macspoofchk: true,
    });
  });

  it.each([1, 2, 1085, 4094])('accepts VLAN %p', vlanId => {
    expect(parse({ ...attachInput, vlanId })).toMatchObject({ vlanId });
  });

  it.each([
    [0, '0 (number)'],
    [4095, '4095 (number)'],
    [-1, '-1 (number)'],
    [1085.5, '1085.5 (number)'],
    ['1085', '"1085" (string)'],
    ['1085 ', '"1085 " (string)'],
    ['0x43d', '"0x43d" (string)'],
    ['010', '"010" (string)'],
    [1e9, '1000000000 (number)'],
    [true, 'true (boolean)'],
    [null, 'null'],
    [NaN, 'null (number)'],
    [[1085], '[1085]'],
    [undefined, 'nothing'],
  ])('refuses VLAN %p and shows it', (vlanId, shown) => {
    expect(() => parse({ ...attachInput, vlanId })).toThrow(
      `openshift:vlan:attach: nothing was written, the input is not valid. vlanId: found ${shown}, allowed: an integer from 1 to 4094.`,
    );
  });

  const notLabels = [
    'Demo',
    'a'.repeat(64),
    '..',
    'a..b',
    'demo\n',
    'demo\nkind: Secret',
    '{{7*7}}',
    '${{ 7*7 }}',
    '---',
    '-a',
    'a-',
    '',
    ' demo',
    'démo',
    'demo\u0000',
    7,
    {},
  ];

  it.each(notLabels)('refuses the namespace %p', namespace => {
    expect(() => parse({ ...attachInput, namespace })).toThrow(
      /namespace: found .+, allowed: a DNS label/,
    );
  });

  it.each(notLabels)('refuses the node pool %p', nodePool => {
    expect(() => parse({ ...attachInput, nodePool })).toThrow(
      /nodePool: found .+, allowed: a DNS label/,
    );
  });

  it.each([
    'default',
    'kube-system',
    'kube-public',
    'openshift',
    'openshift-cnv',
    'openshift-sriov-network-operator',
  ])('refuses the namespace %p', namespace => {
    expect(() => parse({ ...attachInput, namespace })).toThrow(
      `namespace: found "${namespace}" (string), allowed: a DNS label`,
    );
  });

  it.each(['defaults', 'kubeflow', 'openshifter', 'my-openshift-demo'])(
    'takes the namespace %p',
    namespace => {
      expect(parse({ ...attachInput, namespace })).toMatchObject({ namespace });
    },
  );

  it.each([
    ['delivery', 'email', '"render", "pull-request", "apply"'],
    ['networkType', 'sriov', '"cnv-bridge", "bridge"'],
    ['macspoofchk', 'yes', 'true or false'],
    ['mtu', 100, 'an integer from 576 to 9216'],
    ['mtu', '9000', 'an integer from 576 to 9216'],
    ['cluster', 'Prod', 'a DNS name'],
    ['manifests', '../other', 'a relative path'],
    ['manifests', '/etc', 'a relative path'],
    ['manifests', 'a/../../b', 'a relative path'],
    ['manifests', 'https://example.com/x', 'a relative path'],
    ['manifests', '.git', 'a relative path'],
    ['targetPath', '..', 'a relative path'],
    ['targetPath', 'a\\..\\b', 'a relative path'],
    ['targetPath', 'a\u0000b', 'a relative path'],
    ['repoUrl', 'https://me:secret@git.example.com/a.git', 'an http(s) clone'],
    ['repoUrl', 'file:///etc', 'an http(s) clone'],
    ['repoUrl', 'ssh://git@git.example.com/a.git', 'an http(s) clone'],
  ])('refuses %s: %p', (field, value, allowed) => {
    expect(() => parse({ ...attachInput, [field]: value })).toThrow(
      `${field}: found ${JSON.stringify(value)} (${typeof value}), allowed: ${
        field === 'delivery' || field === 'networkType' ? 'one of ' : ''
      }${allowed}`,
    );
  });

  it('reports all faults at once, unknown inputs included', () => {
    expect(() =>
      parse({ ...attachInput, vlanId: 0, namespace: 'X', vlan: 1085 }),
    ).toThrow(/Unknown input: "vlan".*|vlanId: found 0.*namespace: found "X"/s);
  });

  it('shortens a long value', () => {
    expect(() =>
      parse({ ...attachInput, namespace: 'x'.repeat(10_000) }),
    ).toThrow(/found 10002 characters \(string\)/);
    expect(() =>
      parse({ ...attachInput, namespace: 'x'.repeat(100_000) }),
    ).toThrow(
      /the input is too large: found a text of 100000 characters, allowed: 20000/,
    );
  });
});
