import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  Plan,
  attachVlanSchema,
  createVmSchema,
  parseSite,
  planVirtualMachine,
  planVlanAttachment,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { parse } from 'yaml';
import { z } from 'zod/v3';
import { readBuiltInTemplates, readTemplates } from './readTemplates';
import { renderManifests } from './renderManifests';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

const root = resolve(__dirname, '../../../..');
const site = parseSite({
  deliveries: ['render'],
  clusters: {
    demo: {
      nodePools: {
        c7000: { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' },
        long: {
          nodeSelector: { 'node-role.kubernetes.io/worker': '', ssd: 'yes' },
          uplink: 'enp175s0f0np0',
          maxUnavailable: '10%',
        },
      },
      vlans: [{ id: 1085, subnet: '10.6.85.0/24', gateway: '10.6.85.1' }],
    },
  },
});
const attachPlan = (more: object = {}): Plan =>
  planVlanAttachment(
    attachVlanSchema(z).parse({
      vlanId: 1085,
      nodePool: 'c7000',
      namespace: 'demo',
      delivery: 'render',
      ...more,
    }),
    site,
  );
const vmPlan = (more: object = {}): Plan =>
  planVirtualMachine(
    createVmSchema(z).parse({
      name: 'web-1',
      namespace: 'demo',
      networks: [{ name: 'nic-pxe1', vlanId: 1085 }],
      cpu: 2,
      memory: '4Gi',
      containerDisk: 'quay.io/containerdisks/fedora:42',
      delivery: 'render',
      ...more,
    }),
    site,
  );
const builtIn = async (plan: Plan) =>
  renderManifests({ templates: await readBuiltInTemplates(plan.action), plan });
const objects = async (plan: Plan): Promise<any[]> =>
  (await builtIn(plan)).map(({ object }) => object);

describe('the built-in manifests', () => {
  it.each([
    ['vlan-attach', 'attach-vlan'],
    ['vm-create', 'create-vm'],
  ] as const)(
    'of %s are those of the template %s',
    async (action, template) => {
      expect(
        await readTemplates(
          join(root, 'templates', template, 'manifests'),
          'x',
        ),
      ).toEqual(await readBuiltInTemplates(action));
    },
  );

  it('are files of the packed templates, which the package depends on', () => {
    const folder = join(root, 'templates');
    const { dependencies } = JSON.parse(
      readFileSync(resolve(__dirname, '../../package.json'), 'utf8'),
    );
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json'], {
        cwd: folder,
        encoding: 'utf8',
      }),
    );
    expect(dependencies[packed.name]).toBe(packed.version);
    const files = ['attach-vlan', 'create-vm'].flatMap(template => [
      `${template}/template.yaml`,
      ...readdirSync(join(folder, template, 'manifests')).map(
        file => `${template}/manifests/${file}`,
      ),
    ]);
    expect(
      packed.files.map(({ path }: { path: string }) => path).sort(),
    ).toEqual([...files, 'README.md', 'package.json'].sort());
    expect(
      files.filter(file => !lstatSync(join(folder, file)).isFile()),
    ).toEqual([]);
  });

  it('render what the text says, and nothing else', async () => {
    for (const { text, object } of await builtIn(attachPlan())) {
      expect(parse(text)).toEqual(object);
    }
  });

  it('give MTU to VLAN interface, bridge and network, and none to the uplink', async () => {
    const [policy, network] = await objects(attachPlan({ mtu: 9000 }));
    expect(
      policy.spec.desiredState.interfaces.map((iface: any) => iface.mtu),
    ).toEqual([undefined, 9000, 9000]);
    expect(JSON.parse(network.spec.config)).toMatchObject({ mtu: 9000 });
  });

  it('carry the choices of network type and spoofing check', async () => {
    const [, network] = await objects(
      attachPlan({ networkType: 'bridge', macspoofchk: false }),
    );
    expect(JSON.parse(network.spec.config)).toMatchObject({
      type: 'bridge',
      macspoofchk: false,
    });
  });

  it('write labels that look like something else as texts', async () => {
    const [policy] = await objects(attachPlan({ nodePool: 'long' }));
    expect(policy.spec).toMatchObject({
      nodeSelector: { 'node-role.kubernetes.io/worker': '', ssd: 'yes' },
      maxUnavailable: '10%',
    });
    expect(policy.spec.desiredState.interfaces[1]).toMatchObject({
      name: 'vlan1085',
      description: 'VLAN using enp175s0f0np0',
    });
  });

  it.each([
    'null',
    'true',
    'no',
    'y',
    '1e3',
    '0x10',
    '010',
    '123',
    '2020-01-01',
  ])('take the name %s for a text', async name => {
    const [vm] = await objects(
      vmPlan({
        name,
        namespace: name,
        networks: [{ name, networkName: name }],
      }),
    );
    expect(vm.metadata).toMatchObject({ name, namespace: name });
    expect(vm.spec.template.spec.networks[1]).toEqual({
      name,
      multus: { networkName: name },
    });
  });

  it('make a VM of an instance type with a DataSource', async () => {
    const [vm] = await objects(
      vmPlan({
        cpu: undefined,
        memory: undefined,
        instancetype: 'u1.medium',
        preference: 'fedora',
        containerDisk: undefined,
        dataSource: { name: 'fedora', namespace: 'os-images' },
        diskSize: '30Gi',
        podNetwork: false,
        runStrategy: 'Halted',
        owner: 'group:default/platform',
      }),
    );
    expect(vm).toEqual({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachine',
      metadata: {
        name: 'web-1',
        namespace: 'demo',
        labels: { 'app.kubernetes.io/managed-by': 'backstage' },
        annotations: {
          'kubevirt-vlan.backstage.io/owner': 'group:default/platform',
        },
      },
      spec: {
        runStrategy: 'Halted',
        instancetype: {
          kind: 'VirtualMachineClusterInstancetype',
          name: 'u1.medium',
        },
        preference: {
          kind: 'VirtualMachineClusterPreference',
          name: 'fedora',
        },
        dataVolumeTemplates: [
          {
            metadata: { name: 'web-1-rootdisk' },
            spec: {
              storage: { resources: { requests: { storage: '30Gi' } } },
              sourceRef: {
                kind: 'DataSource',
                name: 'fedora',
                namespace: 'os-images',
              },
            },
          },
        ],
        template: {
          metadata: { labels: { 'app.kubernetes.io/managed-by': 'backstage' } },
          spec: {
            domain: {
              devices: {
                disks: [{ name: 'rootdisk', disk: {} }],
                interfaces: [{ name: 'nic-pxe1', bridge: {} }],
              },
            },
            networks: [
              { name: 'nic-pxe1', multus: { networkName: 'nad-1085' } },
            ],
            volumes: [
              { name: 'rootdisk', dataVolume: { name: 'web-1-rootdisk' } },
            ],
          },
        },
      },
    });
  });

  it('put cloud-init data into the manifest as it was planned', async () => {
    const plan = vmPlan({
      networks: [{ name: 'a', vlanId: 1085, ipAddress: '10.6.85.20' }],
    });
    const [vm] = await objects(plan);
    const { cloudInit } = plan.values.vm as any;
    expect(vm.spec.template.spec.volumes[1].cloudInitNoCloud).toEqual(
      cloudInit,
    );
    expect(vm.spec.template.spec.domain.devices.disks[1]).toEqual({
      name: 'cloudinitdisk',
      disk: { bus: 'virtio' },
    });
  });

  it('refer to a Secret with user data', async () => {
    const [vm] = await objects(vmPlan({ userDataSecret: 'ci' }));
    expect(vm.spec.template.spec.volumes[1].cloudInitNoCloud).toEqual({
      secretRef: { name: 'ci' },
    });
  });
});

describe('renderManifests', () => {
  const POLICY = readFileSync(
    join(root, 'templates/attach-vlan/manifests/policy.yaml.njk'),
    'utf8',
  );
  const NETWORK = readFileSync(
    join(root, 'templates/attach-vlan/manifests/network.yaml.njk'),
    'utf8',
  );
  const render = (files: Record<string, string>) =>
    renderManifests({
      templates: new Map(Object.entries(files)),
      plan: attachPlan(),
    });

  it("takes documents in any files and order, and gives them in the plan's", () => {
    const rendered = render({
      'all.yaml.njk': `---\n${NETWORK}\n---\n# only a comment\n---\n${POLICY}`,
      'empty.yaml.njk': '{% if false %}x{% endif %}',
    });
    expect(rendered.map(({ id }) => id.kind)).toEqual([
      'NodeNetworkConfigurationPolicy',
      'NetworkAttachmentDefinition',
    ]);
    expect(rendered[1].text).toContain('# What the VMs of the namespace');
  });

  it('lets templates include files of their own folder', () => {
    const rendered = render({
      'policy.yaml.njk': POLICY,
      'network.yaml.njk': '{% include "body.njk" %}',
      'body.njk': NETWORK,
    });
    expect(rendered).toHaveLength(2);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'one document too many',
      {
        'network.yaml.njk': `${NETWORK}\n---\n${NETWORK.replace(
          'network.name | yaml',
          '"other"',
        )}`,
      },
      'network.yaml.njk renders NetworkAttachmentDefinition/demo/other (k8s.cni.cncf.io/v1), which is not planned',
    ],
    [
      'one document twice',
      { 'again.yaml.njk': NETWORK },
      'render NetworkAttachmentDefinition/demo/nad-1085 (k8s.cni.cncf.io/v1) 2 times (again.yaml.njk, network.yaml.njk)',
    ],
    [
      'one document too few',
      { 'network.yaml.njk': '# later\n' },
      'render NetworkAttachmentDefinition/demo/nad-1085 (k8s.cni.cncf.io/v1) not at all',
    ],
    [
      'another kind',
      { 'network.yaml.njk': NETWORK.replace(/kind: .*/, 'kind: Secret') },
      'renders Secret/demo/nad-1085 (k8s.cni.cncf.io/v1), which is not planned',
    ],
    [
      'another API version',
      { 'network.yaml.njk': NETWORK.replace('cncf.io/v1', 'cncf.io/v2') },
      'renders NetworkAttachmentDefinition/demo/nad-1085 (k8s.cni.cncf.io/v2)',
    ],
    [
      'another namespace',
      {
        'network.yaml.njk': NETWORK.replace(
          /namespace: .*/,
          'namespace: default',
        ),
      },
      'renders NetworkAttachmentDefinition/default/nad-1085',
    ],
    [
      'no namespace',
      { 'network.yaml.njk': NETWORK.replace(/ {2}namespace: .*\n/, '') },
      'renders NetworkAttachmentDefinition/nad-1085',
    ],
    [
      'a cluster-scoped object with a namespace',
      {
        'policy.yaml.njk': POLICY.replace(
          'metadata:',
          'metadata:\n  namespace: demo',
        ),
      },
      'renders NodeNetworkConfigurationPolicy/demo/vlan-1085-policy-c7000',
    ],
    [
      'a List',
      { 'x.yaml.njk': 'apiVersion: v1\nkind: List\nitems: []\n' },
      'x.yaml.njk has a document that is no Kubernetes object',
    ],
    [
      'an object without a name',
      {
        'x.yaml.njk':
          'apiVersion: v1\nkind: Secret\nmetadata: {generateName: a}\n',
      },
      'x.yaml.njk has a document that is no Kubernetes object',
    ],
    [
      'a value that does not exist',
      { 'x.yaml.njk': 'a: {{ nothing }}\n' },
      "x.yaml.njk can't be rendered",
    ],
    [
      'a filtered value that does not exist',
      { 'x.yaml.njk': 'a: {{ nothing | yaml }}\n' },
      "x.yaml.njk can't be rendered",
    ],
    [
      'a syntax error',
      { 'x.yaml.njk': 'a: {{ b\n' },
      "x.yaml.njk can't be rendered",
    ],
    ['broken YAML', { 'x.yaml.njk': 'a: [\n' }, 'x.yaml.njk is not valid YAML'],
    [
      'a key twice',
      { 'x.yaml.njk': 'a: 1\na: 2\n' },
      'x.yaml.njk is not valid YAML',
    ],
    [
      'a file outside the folder',
      { 'x.yaml.njk': '{% include "../../../../../etc/passwd" %}' },
      'template not found: ../../../../../etc/passwd',
    ],
    [
      'an absolute path',
      { 'x.yaml.njk': '{% include "/etc/passwd" %}' },
      'template not found: /etc/passwd',
    ],
    [
      'an alias bomb',
      {
        'x.yaml.njk': `a: &a [${'x,'.repeat(20)}]\n${'bcdefgh'
          .split('')
          .map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i]},`.repeat(20)}]`)
          .join('\n')}\n`,
      },
      'x.yaml.njk is not valid YAML',
    ],
    [
      'a value that YAML 1.1 and 1.2 read differently',
      { 'policy.yaml.njk': POLICY.replace('enabled: false', 'enabled: off') },
      'policy.yaml.njk has a value that YAML 1.1 and 1.2 read differently',
    ],
  ])('refuses %s', (_what, files, message) => {
    expect(() =>
      render({
        'policy.yaml.njk': POLICY,
        'network.yaml.njk': NETWORK,
        ...files,
      }),
    ).toThrow(message);
  });

  it.each([
    `{{ "".constructor.constructor("return 7*7")() }}`,
    `{{ ""["cons" + "tructor"] }}`,
    `{{ constructor }}`,
    `{{ constructor("x") }}`,
    `{{ toString() }}`,
    `{{ labels.__proto__ | yaml }}`,
    `{{ labels.constructor | yaml }}`,
    `{{ labels.hasOwnProperty("x") }}`,
    `{{ range(5) | yaml }}`,
    `{{ range.constructor("return 7*7")() }}`,
    `{{ cycler }}`,
    `{{ joiner() }}`,
    `{{ "x" | constructor }}`,
    `{{ "x" | __defineGetter__("a") }}`,
    `{% if "x" is constructor %}{% endif %}{{ x }}`,
    `{% macro m() %}{% endmacro %}{{ m.constructor("return 7*7")() }}`,
    `{% set f = "".sub.constructor %}{{ f("return 7*7")() }}`,
    `{% block b %}{{ "".constructor.constructor("return 7*7")() }}{% endblock %}`,
    `{% macro m() %}{{ "".constructor.constructor("return 7*7")() }}{% endmacro %}{{ m() }}`,
    `{% include "evil.njk" %}`,
    `{% import "evil.njk" as evil %}{{ evil.m() }}`,
    `{% from "evil.njk" import m %}{{ m() }}`,
    `{% extends "evil.njk" %}`,
    `{% set 'a",1);globalThis.PWN=1;//' = 1 %}`,
    `{% set 'a.__proto__.polluted' = 1 %}`,
    `{{ 1 is 'a"+(globalThis.PWN=1)+"' }}`,
    `{% import "macros.njk" as 'x",1);globalThis.PWN=1;//' %}`,
    `{% macro 'x");globalThis.PWN=1;//'() %}{% endmacro %}`,
    `{% macro m(valueOf) %}{{ valueOf() }}{% endmacro %}{{ m() }}`,
    `{% for 'a",1);globalThis.PWN=1;//' in labels %}{% endfor %}`,
    `{% for a, 'b' in labels %}{% endfor %}`,
    `{% for i in {length: 10000000000000} %}{% endfor %}`,
    `{{ [1] | batch(1000000000000, "x") | length }}`,
    `{{ "x" | indent(1000000000000) }}`,
    `{{ "x" | center(1000000000000) }}`,
    `{{ "x" | replace(r/x/, "y") }}`,
    `{{ labels | sort(attribute="constructor") }}`,
    `{% include "evil" + ".njk" %}`,
    `{% asyncEach a in labels %}{% endeach %}`,
    `{% call m() %}{% endcall %}`,
    `{% switch 1 %}{% case 1 %}{% endswitch %}`,
    `{{ 'constructor' }}{{ valueOf }}`,
  ])('runs no code: %s', code => {
    expect(() =>
      render({
        'policy.yaml.njk': POLICY,
        'network.yaml.njk': NETWORK,
        'x.yaml.njk': `# ${code}\n`,
        'evil.njk':
          '{% macro m() %}{{ "".constructor.constructor("return 7*7")() }}{% endmacro %}{{ "".constructor.constructor("return 7*7")() }}',
      }),
    ).toThrow(/x.yaml.njk can't be rendered/);
    expect(globalThis).not.toHaveProperty('PWN');
    expect({}).not.toHaveProperty('polluted');
  });

  it('leaves templates their conditions, loops, variables, includes and filters', () => {
    const rendered = render({
      'policy.yaml.njk': POLICY,
      'network.yaml.njk': NETWORK.replace(
        'metadata:',
        `x1: {% include "part.njk" %}{% include "missing.njk" ignore missing %}

y1: {{ bridge | upper | replace("-", "_") }}
z1: {% for key, value in labels %}{{ loop.index }}{{ "!" if loop.last }}{% endfor %}

l1: {{ bridge.length + 1 }}
{% set n = network %}
{% if n["name"] == "nad-1085" and nothing is not defined %}
n1: {{ n["name"] ~ "-x" }}
{% endif %}
d1: {{ nothing | default("none") }}
s1: [{% for item in ["a", "b"] %}{{ item }}{{ "," if not loop.last }}{% endfor %}]
f1: {{ "two\nlines" | yaml }}
metadata:`,
      ),
      'part.njk': '{{ bridge }}',
    });
    expect(rendered[1].object).toMatchObject({
      x1: 'bridge-1085',
      y1: 'BRIDGE_1085',
      z1: '12!',
      l1: 12,
      n1: 'nad-1085-x',
      d1: 'none',
      s1: ['a', 'b'],
      f1: 'two\nlines',
    });
  });

  it('does not render what a value says', () => {
    const plan = attachPlan();
    const rendered = renderManifests({
      templates: new Map([
        ['p.yaml.njk', POLICY],
        [
          'n.yaml.njk',
          NETWORK.replace('metadata:', 'x: {{ hostile | yaml }}\nmetadata:'),
        ],
      ]),
      plan: {
        ...plan,
        values: { ...plan.values, hostile: '{{ 7 * 7 }}\n---\nkind: Secret' },
      },
    });
    expect(rendered[1].object.x).toBe('{{ 7 * 7 }}\n---\nkind: Secret');
  });
});

describe('readTemplates', () => {
  const dir = createMockDirectory();

  it('refuses a folder that has no manifests, and one that is not there', async () => {
    dir.setContent({ 'a/b.njk': '', 'a/c.yaml': '' });
    for (const folder of ['a', 'b', 'a/c.yaml']) {
      await expect(
        readTemplates(join(dir.path, folder), folder),
      ).rejects.toThrow(`manifests: found no *.yaml.njk in "${folder}"`);
    }
  });

  it('refuses links', async () => {
    dir.setContent({
      'x.yaml.njk': '',
      'y.yaml.njk': ctx => ctx.symlink('/etc/passwd'),
    });
    await expect(readTemplates(dir.path, 'x')).rejects.toThrow(
      'has links (y.yaml.njk)',
    );
  });

  it('refuses a file that is too large', async () => {
    dir.setContent({ 'x.yaml.njk': 'x'.repeat(300_000) });
    await expect(readTemplates(dir.path, 'x')).rejects.toThrow(
      'x.yaml.njk has 300000 bytes, allowed: 262144',
    );
  });
});
