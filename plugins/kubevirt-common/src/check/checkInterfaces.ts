import { DEFAULT_BRIDGE_PVID, MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { isRecord } from '../model/kubeObject';
import { findVlan } from '../model/site';
import { INTERFACE_NAME_RULE, isInterfaceName } from '../naming/interfaceName';
import { CheckContext } from './check';
import { list, record, repeated, text } from './read';

type Interface = Record<string, unknown>;

interface InterfaceCheck {
  context: CheckContext;
  iface: Interface;
  field: string;
}

/** The interfaces of a policy's desired state: the uplinks of its node pools, VLANs on them, bridges on those. */
export function checkInterfaces(
  context: CheckContext,
  uplinks: string[],
): void {
  const { object, report } = context;
  const interfaces = list(object.spec, 'desiredState', 'interfaces').filter(
    isRecord,
  );
  if (interfaces.length === 0) {
    report({
      level: 'error',
      code: 'policy-empty',
      field: 'spec.desiredState.interfaces',
      message: 'found no interface, allowed: a list of at least one',
    });
  }
  checkInterfaceNames(context, interfaces);
  interfaces.forEach((iface, i) => {
    const field = `spec.desiredState.interfaces[${i}]`;
    switch (iface.type) {
      case 'ethernet':
        checkEthernet({ context, iface, field, uplinks });
        break;
      case 'vlan':
        checkVlan({ context, iface, field, uplinks, interfaces });
        break;
      case 'linux-bridge':
        checkBridge({ context, iface, field, interfaces });
        break;
      default:
        report({
          level: 'error',
          code: 'interface-type',
          field: `${field}.type`,
          message: `found ${JSON.stringify(
            iface.type,
          )}, allowed: ethernet, vlan, linux-bridge`,
        });
    }
  });
}

function checkInterfaceNames(
  { report }: CheckContext,
  interfaces: Interface[],
): void {
  const names = interfaces.map(iface => text(iface, 'name') ?? '');
  names.forEach((name, i) => {
    if (!isInterfaceName(name)) {
      report({
        level: 'error',
        code: 'interface-name',
        field: `spec.desiredState.interfaces[${i}].name`,
        message: `found "${name}" (${name.length} characters), allowed: ${INTERFACE_NAME_RULE}`,
      });
    }
  });
  repeated(names).forEach(name =>
    report({
      level: 'error',
      code: 'interface-repeated',
      field: 'spec.desiredState.interfaces',
      message: `found "${name}" more than once, allowed: one entry for an interface`,
    }),
  );
}

function checkEthernet(options: InterfaceCheck & { uplinks: string[] }): void {
  const { context, iface, field, uplinks } = options;
  const name = text(iface, 'name') ?? '';
  if (!uplinks.includes(name)) {
    context.report({
      level: 'error',
      code: 'uplink',
      field: `${field}.name`,
      message: `found "${name}", allowed: the uplink of the node pool (${
        uplinks.join(', ') || 'none'
      })`,
    });
  }
  const touched = Object.keys(iface).filter(
    key => !['name', 'type', 'state'].includes(key),
  );
  if (iface.state !== 'up' || touched.length > 0) {
    context.report({
      level: 'error',
      code: 'uplink-changed',
      field,
      message: `found ${
        touched.length > 0 ? touched.join(', ') : `state ${iface.state}`
      }, allowed for an uplink: name, type and "state: up", so that nothing of the NIC itself changes`,
    });
  }
}

function checkVlan(
  options: InterfaceCheck & { uplinks: string[]; interfaces: Interface[] },
): void {
  const { context, iface, field, uplinks, interfaces } = options;
  const { report, facts, site } = context;
  const { id, 'base-iface': base } = record(iface, 'vlan');
  const isId =
    typeof id === 'number' &&
    Number.isInteger(id) &&
    id >= MIN_VLAN_ID &&
    id <= MAX_VLAN_ID;
  if (!isId) {
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
      message: `VLAN ${id} is not listed in kubevirt.clusters.${facts.cluster}.vlans: its subnet is not known and static addresses cannot be given`,
    });
  }
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

function checkBridge(
  options: InterfaceCheck & { interfaces: Interface[] },
): void {
  const { context, iface, field, interfaces } = options;
  const ports = list(iface, 'bridge', 'port').map(
    port => text(port, 'name') ?? '',
  );
  const vlans = interfaces.filter(other => other.type === 'vlan');
  const strangers = ports.filter(
    port => !vlans.some(vlan => text(vlan, 'name') === port),
  );
  if (strangers.length > 0) {
    context.report({
      level: 'error',
      code: 'bridge-port',
      field: `${field}.bridge.port`,
      message: `found ${strangers.join(
        ', ',
      )}, allowed: VLAN interfaces of this policy; a NIC that becomes a bridge's port loses its addresses`,
    });
  }
  if (ports.length !== 1) {
    context.report({
      level: 'error',
      code: 'bridge-ports',
      field: `${field}.bridge.port`,
      message: `found ${ports.length} ports, allowed: one; a second VLAN of the same NIC closes a switching loop`,
    });
  }
}
