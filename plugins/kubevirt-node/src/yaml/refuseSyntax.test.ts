import { InputError } from '@backstage/errors';
import { parseManifests } from './parseManifests';

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const read = (text: string) =>
  parseManifests({ name: 'a.yaml', text: `${HEAD}${text}`, strict: true });

/** As large as an honest one gets. */
const VM = `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: web-1, namespace: demo}
spec:
  template:
    spec:
      domain:
        devices:
          interfaces:
${Array.from(
  { length: 20 },
  (_, i) => `            - name: nic-${i}
              bridge: {}
              model: virtio
              bootOrder: ${i + 1}
              macAddress: "02:00:00:00:00:${i + 10}"
`,
).join('')}
      networks:
${Array.from(
  { length: 20 },
  (_, i) => `        - name: nic-${i}
          multus:
            networkName: demo/nad-${i}
`,
).join('')}
      volumes:
        - name: cloud-init
          cloudInitNoCloud:
            userData: |
              #cloud-config
              write_files:
${'                - { path: /etc/a, content: "[a, b]" }\n'.repeat(1200)}
`;

describe('refuseSyntax', () => {
  it('accepts a VM of 20 NICs with 60 kB of user data', () => {
    expect(VM.length).toBeGreaterThan(60_000);
    expect(
      parseManifests({ name: 'a.yaml', text: VM, strict: true }),
    ).toHaveLength(1);
  });

  it.each([
    [`a:\n${'- a\n'.repeat(1000)}`, 'more than 4000 parts of YAML syntax'],
    [`a: ${'['.repeat(31)}${']'.repeat(31)}`, 'more than 30 brackets'],
    [`a: ${'[{a: '.repeat(2000)}`, 'more than 30 brackets'],
    ['---\n'.repeat(101), 'more than 100 documents'],
    ['a: [,,]', 'a comma after "["'],
    ['a: [b, # c\n\n ,d]', 'is not valid YAML'],
  ])('refuses %p', (text, found) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(found);
  });

  it('accepts brackets and commas in texts and comments', () => {
    const brackets = '['.repeat(40);
    expect(
      read(
        `# ${brackets},,\na: "${brackets},,"\nb: |\n  ${brackets},,\nc: [ "", '', [] , {} ]\n`,
      ),
    ).toHaveLength(1);
  });
});

describe('keys that are not texts', () => {
  it.each([
    ['? '.repeat(500), 'question marks'],
    [`${'{'.repeat(28)}a: 1${'}: 1'.repeat(28)}`, 'mappings'],
    ['{[a]: 1}', 'a list'],
  ])('refuses %p, as each nested key doubles the time', text => {
    for (const strict of [true, false]) {
      expect(() =>
        parseManifests({ name: 'a.yaml', text: `${HEAD}a: ${text}`, strict }),
      ).toThrow(InputError);
    }
  });

  it('names the place of the first of many faults', () => {
    expect(() => read('a: ] ]\n')).toThrow(/at line 4, column 4$/);
  });
});
