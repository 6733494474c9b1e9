import { DEFAULT_BRIDGE_PVID, MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { findVlan } from '../model/site';
import { isVlanId } from '../values/numbers';
import { InterfaceCheck } from './InterfaceCheck';
import { record, text } from '../manifests/read';

/** Checks a VLAN interface: its id, its base, and that no other interface is the same VLAN of the same NIC. */
export function checkVlanInterface(options: InterfaceCheck): void {
  const { context, iface, field, uplinks, interfaces } = options;
  const { report } = context;
  const { id, 'base-iface': base } = record(iface, 'vlan');
  checkId(options, id);
  if (typeof base !== 'string' || !uplinks.includes(base)) {
    report({
      level: 'error',
      code: 'vlan-base',
      field: `${field}.vlan.base-iface`,
      message: `found ${JSON.stringify(
        base,
      )}, allowed: the uplink of the node pool (${
        uplinks.join(', ') || 'none'
      }); a VLAN on top of a bridge loses the VMs' traffic`,
    });
  }
  const twin = interfaces.find(
    other =>
      other !== iface &&
      other.type === 'vlan' &&
      id !== undefined &&
      record(other, 'vlan').id === id &&
      record(other, 'vlan')['base-iface'] === base,
  );
  if (twin) {
    report({
      level: 'error',
      code: 'vlan-twice',
      field: `${field}.vlan`,
      message: `found VLAN ${id} of ${base} a second time, as ${text(
        twin,
        'name',
      )}; allowed: one interface for a VLAN of a NIC`,
    });
  }
}

function checkId(options: InterfaceCheck, id: unknown): void {
  const { context, field } = options;
  const { report, facts, site } = context;
  if (!isVlanId(id)) {
    report({
      level: 'error',
      code: 'vlan-id',
      field: `${field}.vlan.id`,
      message: `found ${JSON.stringify(
        id,
      )}, allowed: an integer from ${MIN_VLAN_ID} to ${MAX_VLAN_ID}`,
    });
  } else if (id === DEFAULT_BRIDGE_PVID) {
    report({
      level: 'warning',
      code: 'vlan-default',
      field: `${field}.vlan.id`,
      message:
        'VLAN 1 is the default PVID of bridges and switches: its frames often travel untagged and then never arrive here',
    });
  } else if (!findVlan(site.clusters[facts.cluster], id)) {
    report({
      level: 'warning',
      code: 'vlan-unregistered',
      field: `${field}.vlan.id`,
      message: `VLAN ${id} is registered neither in the catalog nor in kubevirt.clusters.${facts.cluster}.vlans: nobody is known to own it, and without its subnet there are no static addresses`,
    });
  }
}
