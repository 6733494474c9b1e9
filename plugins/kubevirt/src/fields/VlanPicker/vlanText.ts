import {
  MAX_VLAN_ID,
  MIN_VLAN_ID,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The label of a VLAN in a list: `VLAN 1085 – 10.6.85.0/24 – Bare-metal provisioning`. */
export function vlanLabel(vlan: VlanSummary): string {
  const { id, title, description, subnet } = vlan;
  const number = `VLAN ${id}`;
  // A title often begins with the number, which is not repeated.
  const rest = title.startsWith(number) ? title.slice(number.length) : title;
  return [number, subnet, description ?? rest.trim()]
    .filter(part => part !== undefined && part !== '')
    .join(' – ');
}

/** The VLAN id that a text spells in plain digits; undefined for others, such as "1e3", "0x43d" and "01085". */
export function vlanIdOf(text: string): number | undefined {
  const id = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : NaN;
  return id >= MIN_VLAN_ID && id <= MAX_VLAN_ID ? id : undefined;
}
