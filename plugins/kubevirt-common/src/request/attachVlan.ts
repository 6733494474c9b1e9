import type { z as zod } from 'zod/v3';
import { deliveryFields } from './delivery';
import { Zod, fields } from '../values/fields';

/** The input of `openshift:vlan:attach`. */
export const attachVlanSchema = (z: Zod) => {
  const f = fields(z);
  return z
    .object({
      vlanId: f.vlanId().describe('The VLAN: an integer from 1 to 4094'),
      nodePool: f
        .dnsLabel()
        .describe(
          'The node pool, by its name in the site configuration (kubevirt.clusters.<cluster>.nodePools)',
        ),
      namespace: f
        .namespace()
        .describe('The namespace whose VMs may use the network'),
      networkType: f
        .oneOf(['cnv-bridge', 'bridge'])
        .default('cnv-bridge')
        .describe(
          'The CNI type in the NAD; both names stand for the same plugin, newer consoles write "bridge"',
        ),
      macspoofchk: f
        .flag()
        .default(true)
        .describe(
          'Drop frames from other MAC addresses than the NIC’s own; switch off for nested guests, VRRP and bonds in the guest',
        ),
      mtu: f
        .mtu()
        .optional()
        .describe(
          'The MTU of VLAN interface, bridge and network in bytes; left out: that of the uplink',
        ),
      ...deliveryFields(z),
    })
    .strict();
};

/** A parsed request to attach a VLAN. */
export type AttachVlanRequest = zod.output<ReturnType<typeof attachVlanSchema>>;
