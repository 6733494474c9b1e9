import { LocatedDocument } from './LocatedDocument';

const TEXT = `# A policy
first: document
---
metadata:
  name: a
  annotations:
    k8s.v1.cni.cncf.io/resourceName: x
spec:
  nodeSelector:
    node-role.kubernetes.io/worker: ''
    node: y
  desiredState:
    interfaces:
      - name: eno49
      - &second
        name: eno49.1085
        vlan: { id: 1085, base-iface: eno49 }
      - *second
  config: |
    { "vlan": 1085 }
`;
const read = (text: string) =>
  LocatedDocument.parseAll({ name: 'a.yaml', text });
const document = read(TEXT)[1];
const at = (field: string) => {
  const { line, column } = document.positionOf([], field);
  return `${line}:${column}`;
};

describe('LocatedDocument', () => {
  it.each([
    ['metadata.name', '5:3'],
    ['metadata.annotations["k8s.v1.cni.cncf.io/resourceName"]', '7:5'],
    ['spec.nodeSelector.node-role.kubernetes.io/worker', '10:5'],
    ['spec.nodeSelector.node', '11:5'],
    ['spec.desiredState.interfaces', '13:5'],
    ['spec.desiredState.interfaces[0]', '14:9'],
    ['spec.desiredState.interfaces[1].vlan.id', '17:17'],
    ['spec.desiredState.interfaces[1].vlan.id, spec.config', '17:17'],
  ])('finds %s', (field, place) => {
    expect(at(field)).toBe(place);
  });

  it.each([
    ['inside the JSON of a network', 'spec.config.vlan', '19:3'],
    [
      'with a key that is missing',
      'spec.desiredState.interfaces[1].mtu',
      '16:9',
    ],
    [
      'with an item that is missing',
      'spec.desiredState.interfaces[7].name',
      '13:5',
    ],
    ['whose first key is missing', 'status.phase', '4:1'],
    ['that is empty', '', '4:1'],
    ['of a longer key', 'spec.nodeSelector.nodes', '9:3'],
  ])('finds the deepest parent of a field %s', (_, field, place) => {
    expect(at(field)).toBe(place);
  });

  it('follows an alias to its target', () => {
    expect(at('spec.desiredState.interfaces[2].vlan.id')).toBe('17:17');
  });

  it('starts at an item of a list', () => {
    const [list] = read(
      '{\n\t"items": [\n\t\t{"a": 1},\n\t\t{"a": 2}\n\t]\n}\n',
    );
    expect(list.positionOf(['items', 1], 'a')).toEqual({ line: 4, column: 4 });
    expect(list.positionOf(['items', 1], 'b')).toEqual({ line: 4, column: 3 });
  });

  it('finds the first line of an empty document', () => {
    const [empty] = read('---\n');
    expect(empty.positionOf([], 'spec')).toMatchObject({ line: 1 });
  });
});
