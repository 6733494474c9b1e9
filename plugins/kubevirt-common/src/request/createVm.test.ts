import { z } from 'zod/v3';
import { publicKey, vmInput } from 'kubevirt-vlan-test-kit';
import { createVmSchema } from './createVm';
import { parseRequest } from './parse';

const parse = (input: unknown) =>
  parseRequest({
    action: 'kubevirt:vm:create',
    schema: createVmSchema(z),
    input,
  });
const nic = (more: object) => ({
  ...vmInput,
  networks: [{ name: 'nic', vlanId: 1085, ...more }],
});
const without = (...fields: string[]) =>
  Object.fromEntries(
    Object.entries(vmInput).filter(([key]) => !fields.includes(key)),
  );

const privateKey = [
  '-----BEGIN OPENSSH PRIVATE KEY-----',
  'b3BlbnNzaC1rZXktdjEAAAAA',
  '-----END OPENSSH PRIVATE KEY-----',
].join('\n');

describe('createVmSchema', () => {
  it('fills in the defaults', () => {
    expect(parse(vmInput)).toEqual({
      ...vmInput,
      podNetwork: true,
      runStrategy: 'Always',
    });
  });

  it.each<[string, object]>([
    ['an instancetype', { ...without('cpu', 'memory'), instancetype: 'u1.s' }],
    ['a preference', { ...vmInput, preference: 'rhel.9' }],
    [
      'a DataSource',
      {
        ...without('blank'),
        dataSource: { name: 'fedora', namespace: 'kubevirt-os-images' },
        diskSize: '30Gi',
      },
    ],
    [
      'a container disk',
      {
        ...without('blank'),
        containerDisk: `localhost:5000/a/b_c:1.2@sha256:${'0'.repeat(64)}`,
      },
    ],
    ['a network by name', nic({ vlanId: undefined, networkName: 'nad-x' })],
    ['a MAC address', nic({ macAddress: '02:00:00:00:00:AF' })],
    ['an address', nic({ ipAddress: '10.6.85.20' })],
    ['keys', { ...vmInput, sshKeys: [publicKey] }],
    ['no keys', { ...vmInput, sshKeys: [], userDataSecret: 'cloud-init' }],
    ['an owner', { ...vmInput, owner: 'group:default/team-a' }],
    [
      'a NIC named default, without a pod network',
      { ...nic({ name: 'default' }), podNetwork: false },
    ],
  ])('accepts %s', (_what, input) => {
    expect(parse(input)).toMatchObject({ name: 'web-1' });
  });

  it.each<[string, object, string | RegExp]>([
    ['no network', { ...vmInput, networks: [] }, 'networks: found []'],
    ['networks as text', { ...vmInput, networks: 'x' }, 'networks: found "x"'],
    [
      'too many networks',
      {
        ...vmInput,
        networks: Array.from({ length: 33 }, (_, i) => ({
          name: `n${i}`,
          vlanId: 1085,
        })),
      },
      'a list of 1 to 32 networks',
    ],
    [
      'two networks with one name',
      {
        ...vmInput,
        networks: [
          { name: 'nic', vlanId: 1085 },
          { name: 'nic', vlanId: 1090 },
        ],
      },
      'networks[1].name: found "nic" (string), allowed: a value that no other network of the VM has',
    ],
    [
      'the name of the pod network',
      nic({ name: 'default' }),
      'networks[0].name: found "default"',
    ],
    [
      'both vlanId and networkName',
      nic({ networkName: 'nad-1085' }),
      'networks[0].vlanId: found 1085 (number), allowed: exactly one of vlanId and networkName',
    ],
    [
      'neither vlanId nor networkName',
      nic({ vlanId: undefined }),
      'networks[0].vlanId: found nothing, allowed: exactly one of vlanId and networkName',
    ],
    [
      'an address on a network by name',
      nic({ vlanId: undefined, networkName: 'x', ipAddress: '10.0.0.1' }),
      'networks[0].ipAddress: found "10.0.0.1"',
    ],
    [
      'another namespace’s network',
      nic({ vlanId: undefined, networkName: 'other/nad' }),
      'networks[0].networkName: found "other/nad" (string), allowed: a DNS label',
    ],
    [
      'one address twice',
      {
        ...vmInput,
        networks: [
          { name: 'a', vlanId: 1085, ipAddress: '10.6.85.20' },
          { name: 'b', vlanId: 1085, ipAddress: '10.6.85.20' },
        ],
      },
      'networks[1].ipAddress: found "10.6.85.20"',
    ],
    [
      'one MAC address twice, in another case',
      {
        ...vmInput,
        networks: [
          { name: 'a', vlanId: 1085, macAddress: '02:00:00:00:00:aa' },
          { name: 'b', vlanId: 1085, macAddress: '02:00:00:00:00:AA' },
        ],
      },
      'networks[1].macAddress: found "02:00:00:00:00:AA"',
    ],
    [
      'no boot source',
      without('blank'),
      'exactly one of dataSource (with diskSize), containerDisk and blank; found none',
    ],
    [
      'two boot sources',
      { ...vmInput, containerDisk: 'fedora' },
      'exactly one of dataSource (with diskSize), containerDisk and blank; found containerDisk and blank',
    ],
    [
      'a DataSource without a size',
      { ...without('blank'), dataSource: { name: 'a', namespace: 'b' } },
      'diskSize: found nothing',
    ],
    [
      'a size without a DataSource',
      { ...vmInput, diskSize: '1Gi' },
      'diskSize: found "1Gi"',
    ],
    [
      'an instancetype together with cpu',
      { ...without('memory'), instancetype: 'u1.s' },
      'instancetype: found "u1.s" (string), allowed: either instancetype or cpu and memory',
    ],
    [
      'an instancetype together with memory',
      { ...without('cpu'), instancetype: 'u1.s' },
      'instancetype: found "u1.s"',
    ],
    ['no size', without('cpu', 'memory'), 'cpu: found nothing'],
    ['no memory', without('memory'), 'memory: found nothing'],
    ['memory without a unit', { ...vmInput, memory: '4' }, 'memory: found "4"'],
    ['no memory at all', { ...vmInput, memory: '0Gi' }, 'memory: found "0Gi"'],
    ['a cpu as text', { ...vmInput, cpu: '2' }, 'cpu: found "2" (string)'],
    [
      'an image with a space',
      { ...without('blank'), containerDisk: 'a b' },
      'containerDisk: found "a b"',
    ],
    [
      'sshKeys beside a Secret',
      { ...vmInput, sshKeys: [publicKey], userDataSecret: 'x' },
      'either sshKeys or userDataSecret',
    ],
    [
      'an owner that is not a reference',
      { ...vmInput, owner: 'a b' },
      'owner: found "a b" (string), allowed: an entity reference',
    ],
    [
      'a run strategy that does not exist',
      { ...vmInput, runStrategy: 'always' },
      'runStrategy: found "always"',
    ],
  ])('refuses %s', (_what, input, message) => {
    expect(() => parse(input)).toThrow(message);
  });

  it.each([
    '01:00:5e:00:00:01',
    'ff:ff:ff:ff:ff:ff',
    '33:33:00:00:00:01',
    '00:00:00:00:00:00',
    '02:00:00:00:00',
    '02:00:00:00:00:00:00',
    '02-00-00-00-00-01',
    '020000000001',
    '02:00:00:00:00:0g',
    '02:00:00:00:00:01\n',
    '',
  ])('refuses the MAC address %p', macAddress => {
    expect(() => parse(nic({ macAddress }))).toThrow(
      `networks[0].macAddress: found ${JSON.stringify(
        macAddress,
      )} (string), allowed: a unicast MAC address`,
    );
  });

  it.each([
    '10.6.85',
    '10.6.85.256',
    '010.6.85.20',
    '0x0a.6.85.20',
    '174478612',
    '10.6.85.20/24',
    '10.6.85.20 ',
    'fe80::1%eth0',
    '::g',
    'localhost',
    '',
  ])('refuses the address %p', ipAddress => {
    expect(() => parse(nic({ ipAddress }))).toThrow(
      /networks\[0\]\.ipAddress: found .*, allowed: an IPv4 or IPv6 address/,
    );
  });

  it.each([
    privateKey,
    'ssh-ed25519 AAAB',
    `${publicKey}\n${publicKey}`,
    publicKey.replace('ssh-ed25519', 'ssh-rsa'),
    publicKey.replace('AAAAC3', 'AAAAC4'),
    `${publicKey.slice(0, 60)}`.replace('AAAAC3', '------'),
    `command="rm -rf /" ${publicKey}`,
    `${publicKey} PRIVATE KEY`,
    'hunter2',
  ])('refuses a key that is not a public key, and does not repeat it', key => {
    let message = '';
    try {
      parse({ ...vmInput, sshKeys: [publicKey, key] });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(
      'sshKeys[1]: found a value that is not shown, allowed: a public key in OpenSSH form',
    );
    expect(message).not.toContain(key);
  });

  it('does not repeat a private key of any field', () => {
    expect(() => parse({ ...vmInput, userDataSecret: privateKey })).toThrow(
      'userDataSecret: found a value that is not shown',
    );
  });
});
