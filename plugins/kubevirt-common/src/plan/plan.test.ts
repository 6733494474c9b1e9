import { z } from 'zod/v3';
import {
  attachInput,
  publicKey,
  siteData,
  vmInput,
} from 'kubevirt-vlan-test-kit';
import { parseSite } from '../model/site';
import { attachVlanSchema } from '../request/attachVlan';
import { createVmSchema } from '../request/createVm';
import { site } from '../__testUtils__/samples';
import { checkDelivery, gitOpsOf, objectFolders } from './plan';
import { planVirtualMachine } from './planVirtualMachine';
import { planVlanAttachment } from './planVlanAttachment';

const attach = (more: object = {}, where = site) =>
  planVlanAttachment(
    attachVlanSchema(z).parse({ ...attachInput, ...more }),
    where,
  );
const createVm = (more: object = {}, where = site) =>
  planVirtualMachine(createVmSchema(z).parse({ ...vmInput, ...more }), where);
const nicsOf = (more: object) => (createVm(more).values.vm as any).nics;
const cloudInitOf = (more: object) =>
  (createVm(more).values.vm as any).cloudInit;

describe('planVlanAttachment', () => {
  it('plans policy and network, each in its file', () => {
    expect(attach()).toMatchObject({
      cluster: 'demo',
      action: 'vlan-attach',
      subject: 'vlan-1085-policy-c7000/demo',
      policyName: 'vlan-1085-policy-c7000',
      bridgeName: 'bridge-1085',
      networkName: 'nad-1085',
      objects: [
        {
          id: {
            apiVersion: 'nmstate.io/v1',
            kind: 'NodeNetworkConfigurationPolicy',
            name: 'vlan-1085-policy-c7000',
          },
          path: 'clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
        },
        {
          id: {
            apiVersion: 'k8s.cni.cncf.io/v1',
            kind: 'NetworkAttachmentDefinition',
            namespace: 'demo',
            name: 'nad-1085',
          },
          path: 'clusters/demo/namespaces/demo/networkattachmentdefinition-nad-1085.yaml',
        },
      ],
    });
  });

  it('puts targetPath before every path', () => {
    expect(
      attach({ targetPath: './infra/gitops' }).objects.map(o => o.path),
    ).toEqual([
      'infra/gitops/clusters/demo/nodes/vlan-1085-policy-c7000.yaml',
      'infra/gitops/clusters/demo/namespaces/demo/networkattachmentdefinition-nad-1085.yaml',
    ]);
  });

  it.each(['blades', 'constructor', 'hasownproperty'])(
    'refuses the node pool %p and lists the known ones',
    nodePool => {
      expect(() => attach({ nodePool })).toThrow(
        `nodePool: found "${nodePool}", allowed in cluster demo: c7000`,
      );
    },
  );

  it('refuses an unknown cluster and lists the known ones', () => {
    expect(() => attach({ cluster: 'prod' })).toThrow(
      'cluster: found "prod", allowed: one of demo',
    );
  });

  it('requires a cluster where there are several and no default', () => {
    const data: any = siteData();
    data.clusters.prod = data.clusters.demo;
    expect(() => attach({}, parseSite(data))).toThrow(
      'cluster: found nothing, allowed: one of demo, prod',
    );
    data.defaultCluster = 'prod';
    expect(attach({}, parseSite(data)).cluster).toBe('prod');
    expect(attach({ cluster: 'demo' }, parseSite(data)).cluster).toBe('demo');
  });
});

describe('planVirtualMachine', () => {
  it('gives different branches to VMs whose joined names are equal', () => {
    const a = createVm({ namespace: 'a-b', name: 'c' });
    const b = createVm({ namespace: 'a', name: 'b-c' });
    expect(a.subject).not.toBe(b.subject);
  });

  it('keeps the pod network first, unless it is turned off', () => {
    expect(nicsOf({})).toEqual([
      { name: 'default', pod: true },
      { name: 'nic-pxe1', networkName: 'nad-1085', bootOrder: 1 },
    ]);
    expect(nicsOf({ podNetwork: false })).toHaveLength(1);
  });

  it('gives the disk the first boot order that no NIC has', () => {
    const disk = (orders: (number | undefined)[]) =>
      (
        createVm({
          networks: orders.map((bootOrder, i) => ({
            name: `n${i}`,
            vlanId: 1085,
            bootOrder,
          })),
        }).values.vm as any
      ).disk.bootOrder;
    expect(disk([1])).toBe(2);
    expect(disk([2])).toBe(1);
    expect(disk([1, undefined, 2])).toBe(3);
    expect(disk([undefined])).toBeUndefined();
  });

  it('needs no cloud-init without keys, Secret and addresses', () => {
    expect(cloudInitOf({})).toBeUndefined();
    expect(cloudInitOf({ sshKeys: [] })).toBeUndefined();
  });

  it('writes keys as user data', () => {
    expect(cloudInitOf({ sshKeys: [publicKey] })).toEqual({
      userData: `#cloud-config\nssh_authorized_keys:\n  - ${publicKey}\n`,
    });
  });

  it('refers to a Secret', () => {
    expect(cloudInitOf({ userDataSecret: 'cloud-init' })).toEqual({
      userDataSecret: 'cloud-init',
    });
  });

  it('sets a static address by MAC, and leaves no other NIC without configuration', () => {
    const more = {
      networks: [
        { name: 'a', vlanId: 1085, ipAddress: '10.6.85.20' },
        { name: 'b', vlanId: 1090 },
      ],
    };
    const macs = nicsOf(more).map((nic: any) => nic.macAddress);
    expect(new Set(macs).size).toBe(3);
    expect(cloudInitOf(more)).toEqual({
      userData: '#cloud-config\n{}\n',
      networkData: `version: 2
ethernets:
  default:
    match:
      macaddress: ${macs[0]}
    dhcp4: true
  a:
    match:
      macaddress: ${macs[1]}
    addresses:
      - 10.6.85.20/24
  b:
    match:
      macaddress: ${macs[2]}
    dhcp4: true
    optional: true
    dhcp4-overrides:
      use-routes: false
`,
    });
    expect(nicsOf(more)).toEqual(nicsOf(more));
  });

  it("takes the VLAN's gateway and name servers only where no pod network brings one", () => {
    const more = {
      networks: [{ name: 'a', vlanId: 1085, ipAddress: '10.6.85.20' }],
    };
    expect(cloudInitOf({ ...more, podNetwork: false }).networkData).toContain(
      'routes:\n      - to: 0.0.0.0/0\n        via: 10.6.85.1',
    );
    expect(cloudInitOf({ ...more, podNetwork: false }).networkData).toContain(
      'nameservers:\n      addresses:\n        - 10.6.85.2',
    );
    expect(cloudInitOf(more).networkData).not.toMatch(/routes|nameservers/);
  });

  it('quotes a MAC address that YAML 1.1 would take for a number', () => {
    expect(
      cloudInitOf({
        networks: [
          {
            name: 'a',
            vlanId: 1085,
            ipAddress: '10.6.85.20',
            macAddress: '12:34:56:10:20:30',
          },
        ],
      }).networkData,
    ).toContain('macaddress: "12:34:56:10:20:30"');
  });

  it.each([
    ['10.6.86.20', 'is outside the subnet 10.6.85.0/24'],
    ['10.6.85.0', 'is the network address of 10.6.85.0/24'],
    ['10.6.85.255', 'is the broadcast address of 10.6.85.0/24'],
    ['10.6.85.1', 'is the gateway of 10.6.85.0/24'],
    ['2001:db8::1', 'is outside the subnet 10.6.85.0/24'],
  ])('refuses the address %s', (ipAddress, problem) => {
    expect(() =>
      createVm({ networks: [{ name: 'a', vlanId: 1085, ipAddress }] }),
    ).toThrow(
      `networks[0].ipAddress: found "${ipAddress}", which ${problem}; allowed: a host address of 10.6.85.0/24 other than its gateway (VLAN 1085)`,
    );
  });

  it('refuses an address on a VLAN whose subnet is not known', () => {
    expect(() =>
      createVm({
        networks: [{ name: 'a', vlanId: 7, ipAddress: '10.0.0.1' }],
      }),
    ).toThrow('the subnet of VLAN 7 is not known');
  });

  it('refuses more cloud-init data than KubeVirt admits', () => {
    const comment = 'x'.repeat(240);
    expect(() =>
      createVm({
        sshKeys: Array.from({ length: 7 }, () => `${publicKey}${comment}`),
      }),
    ).toThrow(/sshKeys: found \d+ bytes of cloud-init data, allowed: 2048/);
  });

  it('names the disk within 63 characters', () => {
    const { disk } = createVm({ name: 'a'.repeat(63) }).values.vm as any;
    expect(disk.dataVolume).toHaveLength(63);
  });
});

describe('delivery', () => {
  const request = (delivery: any) => ({ delivery });

  it('reports that direct apply is not configured', () => {
    expect(() => checkDelivery(site, request('apply'))).toThrow(
      'delivery: found "apply", allowed by kubevirt.deliveries: "render", "pull-request"',
    );
  });

  it('refuses a delivery that the site does not allow', () => {
    const only = parseSite({ ...siteData(), deliveries: ['render'] });
    expect(() => checkDelivery(only, request('pull-request'))).toThrow(
      'delivery: found "pull-request", allowed by kubevirt.deliveries: "render"',
    );
    expect(() => checkDelivery(only, request('render'))).not.toThrow();
  });

  it('finds the folders that hold the objects of a cluster', () => {
    const folders = (paths: object, targetPath?: string) => {
      const data: any = siteData();
      data.gitOps.paths = paths;
      return objectFolders({
        site: parseSite(data),
        cluster: 'demo',
        targetPath,
      });
    };
    expect(folders({})).toEqual([
      'clusters/demo/nodes',
      'clusters/demo/namespaces',
    ]);
    expect(folders({}, './gitops')).toEqual([
      'gitops/clusters/demo/nodes',
      'gitops/clusters/demo/namespaces',
    ]);
    expect(
      folders({
        clusterScoped: '{kind}/{cluster}/{name}.yaml',
        namespaced: 'a/{cluster}-{namespace}/{kind}/{name}.yaml',
      }),
    ).toEqual(['', 'a']);
  });

  it('pushes only to listed repositories', () => {
    const other = 'https://git.example.com/other/gitops.git';
    expect(() => gitOpsOf(site, { repoUrl: other })).toThrow(
      `repoUrl: found "${other}", allowed by kubevirt.gitOps: https://git.example.com/platform/gitops.git`,
    );
    const data: any = siteData();
    data.gitOps.allowedRepoUrls = [other];
    expect(gitOpsOf(parseSite(data), { repoUrl: other }).repoUrl).toBe(other);
    expect(gitOpsOf(site, {}).repoUrl).toBe(
      'https://git.example.com/platform/gitops.git',
    );
  });
});
