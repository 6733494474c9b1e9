import {
  forLiveInstance,
  forLiveVm,
  liveInstance,
  liveNics,
  liveVm,
  networksOfVm,
} from './liveVm';

const metadata = { namespace: 'demo', name: 'web-1' };
const vm = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata,
  spec: {
    template: {
      spec: {
        networks: [
          { name: 'default', pod: {} },
          { name: 'nic-1', multus: { networkName: 'nad-1085' } },
        ],
        domain: {
          devices: {
            interfaces: [
              { name: 'default', masquerade: {} },
              { name: 'nic-1', bridge: {}, macAddress: '02-00-00-00-00-0A' },
            ],
          },
        },
        volumes: [
          {
            name: 'cloudinit',
            cloudInitNoCloud: {
              userData: '#cloud-config\npassword: hunter22',
              networkData:
                'version: 2\nethernets: {a: {match: {macaddress: "02:00:00:00:00:0a"}, addresses: [10.6.85.20/24]}}',
            },
          },
        ],
      },
    },
  },
  status: { printableStatus: 'Running' },
};
const instance = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachineInstance',
  metadata,
  status: {
    interfaces: [
      {
        name: 'nic-1',
        mac: '02:00:00:00:00:0b',
        ipAddress: '10.6.85.20',
        ipAddresses: ['10.6.85.20', '10.6.85.99', 'fe80::1', 'nonsense', 7],
        linkState: 'up',
      },
      { interfaceName: 'docker0', ipAddress: '172.17.0.1' },
    ],
  },
};

describe('liveVm', () => {
  it('has the NICs with their static addresses, and no user data', () => {
    const live = liveVm(vm);
    expect(live).toEqual({
      ...metadata,
      status: 'Running',
      nics: [
        { name: 'default', addresses: [] },
        {
          name: 'nic-1',
          network: { namespace: 'demo', name: 'nad-1085' },
          mac: '02:00:00:00:00:0a',
          addresses: ['10.6.85.20'],
        },
      ],
    });
    expect(JSON.stringify(live)).not.toContain('hunter22');
  });

  it('adds what the guest reports', () => {
    expect(liveNics(liveVm(vm), liveInstance(instance))[1]).toEqual({
      name: 'nic-1',
      network: { namespace: 'demo', name: 'nad-1085' },
      mac: '02:00:00:00:00:0b',
      addresses: ['10.6.85.20', '10.6.85.99'],
      linkState: 'up',
    });
  });

  it('is the same for the reduced object, which has no user data', () => {
    const cut = forLiveVm(vm);
    expect(liveVm(cut)).toEqual(liveVm(vm));
    expect(JSON.stringify(cut)).not.toContain('hunter22');
    expect(liveInstance(forLiveInstance(instance))).toEqual(
      liveInstance(instance),
    );
    expect(networksOfVm(cut)).toEqual([
      { namespace: 'demo', name: 'nad-1085' },
    ]);
  });

  it('accepts an object of another shape', () => {
    const bare = { apiVersion: 'v1', kind: 'X', metadata: { name: 'a' } };
    expect(liveVm(bare)).toEqual({
      namespace: '',
      name: 'a',
      status: 'Unknown',
      nics: [],
    });
    expect(liveVm(forLiveVm(bare)).nics).toEqual([]);
    expect(liveInstance(bare).nics).toEqual([]);
    expect(networksOfVm(bare)).toEqual([]);
  });
});
