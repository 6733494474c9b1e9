import type { z as zod } from 'zod/v3';
import { MAX_NICS } from '../constants';
import { deliveryFields } from './delivery';
import { Zod, fields, saying } from '../values/fields';

const MAX_SSH_KEYS = 16;
const MAX_CPU = 512;

const networkSchema = (z: Zod) => {
  const f = fields(z);
  return z
    .object({
      name: f.dnsLabel().describe('The NIC’s name inside the VM’s manifest'),
      vlanId: f
        .vlanId()
        .optional()
        .describe('The VLAN, attached to the namespace before'),
      networkName: f
        .dnsLabel()
        .optional()
        .describe('A NetworkAttachmentDefinition of the namespace by name'),
      macAddress: f
        .macAddress()
        .optional()
        .describe('The NIC’s MAC address; left out: chosen'),
      ipAddress: f
        .ipAddress()
        .optional()
        .describe(
          'A static address inside the VLAN’s subnet, set by cloud-init; left out: up to the guest, as a rule DHCP',
        ),
      bootOrder: f
        .integer(1, 255)
        .optional()
        .describe('1 boots from this NIC (PXE) before the disk'),
    })
    .strict();
};

/** The input of `kubevirt:vm:create`, each field validated alone. */
export const createVmFields = (z: Zod) => {
  const f = fields(z);
  const strictObject = <T extends zod.ZodRawShape>(shape: T, allowed: string) =>
    z.object(shape, saying(allowed)).strict();

  return z
    .object({
      name: f.dnsLabel().describe('The VM’s name'),
      namespace: f.namespace().describe('The VM’s namespace'),
      networks: z
        .array(
          networkSchema(z),
          saying('a list of { name, vlanId | networkName, … }'),
        )
        .min(1, `a list of 1 to ${MAX_NICS} networks`)
        .max(MAX_NICS, `a list of 1 to ${MAX_NICS} networks`)
        .describe('The VM’s NICs on VLANs, in order'),
      podNetwork: f
        .flag()
        .default(true)
        .describe('Keep a first NIC on the pod network (masquerade)'),
      instancetype: f
        .dnsSubdomain()
        .optional()
        .describe(
          'A VirtualMachineClusterInstancetype; instead of cpu and memory',
        ),
      preference: f
        .dnsSubdomain()
        .optional()
        .describe('A VirtualMachineClusterPreference'),
      cpu: f.integer(1, MAX_CPU).optional().describe('Number of cores'),
      memory: f.quantity().optional().describe('Guest memory, such as "4Gi"'),
      dataSource: strictObject(
        { name: f.dnsSubdomain(), namespace: f.dnsLabel() },
        'an object { name, namespace }',
      )
        .optional()
        .describe('Boot from a copy of this DataSource; needs diskSize'),
      diskSize: f
        .quantity()
        .optional()
        .describe('Size of the disk made from dataSource'),
      containerDisk: f
        .image()
        .optional()
        .describe('Boot from this container disk image; not persistent'),
      blank: strictObject({ size: f.quantity() }, 'an object { size }')
        .optional()
        .describe('Boot with an empty disk, for an installation over PXE'),
      runStrategy: f
        .oneOf(['Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once'])
        .default('Always')
        .describe('When KubeVirt keeps the VM running'),
      sshKeys: z
        .array(f.sshKey(), saying('a list of public keys in OpenSSH form'))
        .max(MAX_SSH_KEYS, `at most ${MAX_SSH_KEYS} keys`)
        .optional()
        .describe('Public keys that cloud-init lets in'),
      userDataSecret: f
        .dnsSubdomain()
        .optional()
        .describe(
          'Name of a Secret in the namespace with the cloud-init user data, under the key "userdata"',
        ),
      owner: f
        .entityRef()
        .optional()
        .describe('The catalog entity that owns the VM'),
      ...deliveryFields(z),
    })
    .strict();
};

/** The input, of which each field is valid alone. */
export type CreateVmFields = zod.output<ReturnType<typeof createVmFields>>;
