import { isRecord } from '../model/kubeObject';
import { INTERFACE_NAME_RULE, isInterfaceName } from '../values/interfaceName';
import { isNodeBridge } from '../manifests/bridges';
import { CheckContext } from './CheckContext';
import { checkRemovedInterfaces, isRemoved } from './checkRemovedInterfaces';
import { Interface, InterfaceCheck } from './InterfaceCheck';
import { checkVlanInterface } from './checkVlanInterface';
import { list, record, repeated, text } from '../manifests/read';

const FIELD = 'spec.desiredState.interfaces';
const COMMON = ['name', 'type', 'state'];
/** All that nmstate needs to take an interface away. */
const REMOVED = [...COMMON, 'description'];
const LAYERED = [...COMMON, 'description', 'mtu', 'ipv4', 'ipv6'];

/** Checks the interfaces of a policy: the uplinks of its node pools, VLANs on the uplinks, bridges on the VLANs. */
export function checkInterfaces(
  context: CheckContext,
  uplinks: string[],
): void {
  const { object, report } = context;
  const entries = list(object.spec, 'desiredState', 'interfaces');
  const interfaces = entries.filter(isRecord);
  if (interfaces.length === 0 || interfaces.length < entries.length) {
    report({
      level: 'error',
      code: 'policy-empty',
      field: FIELD,
      message:
        'found no interface, or an entry that is none; allowed: a list of at least one',
    });
    return;
  }
  checkNames(context, interfaces);
  checkRemovedInterfaces(context, interfaces);
  interfaces.forEach((iface, i) =>
    checkInterface({
      context,
      iface,
      field: `${FIELD}[${i}]`,
      interfaces,
      uplinks,
    }),
  );
}

function checkInterface(options: InterfaceCheck): void {
  const { context, iface, field } = options;
  if (isRemoved(options)) {
    checkKeys({ ...options, iface: { ...iface, state: 'up' } }, REMOVED);
    checkNewName(options);
    return;
  }
  switch (iface.type) {
    case 'ethernet':
      checkKeys(options, COMMON);
      checkEthernet(options);
      break;
    case 'vlan':
      checkKeys(options, [...LAYERED, 'vlan']);
      checkNewName(options);
      checkVlanInterface(options);
      break;
    case 'linux-bridge':
      checkKeys(options, [...LAYERED, 'bridge']);
      checkNewName(options);
      checkBridgeKeys(options);
      checkBridge(options);
      break;
    default:
      context.report({
        level: 'error',
        code: 'interface-type',
        field: `${field}.type`,
        message: `found ${JSON.stringify(
          iface.type,
        )}, allowed: ethernet, vlan, linux-bridge`,
      });
  }
}

function checkNames(context: CheckContext, interfaces: Interface[]): void {
  const names = interfaces.map(iface => text(iface, 'name') ?? '');
  names.forEach((name, i) => {
    if (!isInterfaceName(name)) {
      context.report({
        level: 'error',
        code: 'interface-name',
        field: `${FIELD}[${i}].name`,
        message: `found "${name}" (${name.length} characters), allowed: ${INTERFACE_NAME_RULE}`,
      });
    }
  });
  repeated(names).forEach(name =>
    context.report({
      level: 'error',
      code: 'interface-repeated',
      field: FIELD,
      message: `found "${name}" more than once, allowed: one entry for an interface`,
    }),
  );
}

/** An interface must be up, have allowed keys only, and have no address: a node has none on a tenant's VLAN. */
function checkKeys(options: InterfaceCheck, allowed: string[]): void {
  const { context, iface, field } = options;
  if (iface.state !== 'up') {
    context.report({
      level: 'error',
      code: 'interface-state',
      field: `${field}.state`,
      message: `found ${JSON.stringify(
        iface.state,
      )}, allowed: up; taking an interface away is a change of its own`,
    });
  }
  Object.keys(iface)
    .filter(key => !allowed.includes(key))
    .forEach(key =>
      context.report({
        level: 'error',
        code: 'interface-key',
        field: `${field}.${key}`,
        message: `found a value, allowed for an interface of type ${
          iface.type
        }: ${allowed.join(', ')}`,
      }),
    );
  ['ipv4', 'ipv6']
    .filter(key => iface[key] !== undefined && allowed.includes(key))
    .filter(key => record(iface, key).enabled !== false)
    .forEach(key =>
      context.report({
        level: 'error',
        code: 'interface-address',
        field: `${field}.${key}`,
        message:
          'found more than "enabled: false", allowed: no address of the node on a VLAN of VMs',
      }),
    );
}

/** A VLAN or bridge must have a new name: nmstate would convert an interface of the node that has the name. */
function checkNewName({ context, iface, field, uplinks }: InterfaceCheck) {
  const name = text(iface, 'name') ?? '';
  if (isNodeBridge(name) || uplinks.includes(name)) {
    context.report({
      level: 'error',
      code: 'interface-taken',
      field: `${field}.name`,
      message: `found "${name}", allowed: a name of its own, neither an uplink's nor one that carries the node's own network`,
    });
  }
}

function checkEthernet(options: InterfaceCheck): void {
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
}

function checkBridge(options: InterfaceCheck): void {
  const { context, iface, field, interfaces, uplinks } = options;
  const { report } = context;
  const ports = portsOf(iface);
  const vlans = interfaces
    .filter(({ type }) => type === 'vlan')
    .map(vlan => text(vlan, 'name') ?? '');
  const foreignPorts = ports.filter(
    port => !vlans.includes(port) && !uplinks.includes(port),
  );
  if (foreignPorts.length > 0) {
    report({
      level: 'error',
      code: 'bridge-port',
      field: `${field}.bridge.port`,
      message: `found ${foreignPorts.join(
        ', ',
      )}, allowed: VLAN interfaces of this policy; a NIC that becomes a bridge's port loses its addresses`,
    });
  }
  ports
    .filter(port => uplinks.includes(port))
    .forEach(port =>
      report({
        level: 'warning',
        code: 'bridge-uplink',
        field: `${field}.bridge.port`,
        message: `the uplink ${port} itself becomes a port: the bridge gets all VLANs of the NIC but those that have an interface on it`,
      }),
    );
  if (ports.length !== 1) {
    report({
      level: 'error',
      code: 'bridge-ports',
      field: `${field}.bridge.port`,
      message: `found ${ports.length} ports, allowed: one; a second VLAN of the same NIC closes a switching loop`,
    });
  }
  const others = interfaces.filter(
    other => other !== iface && other.type === 'linux-bridge',
  );
  ports
    .filter(port => others.some(other => portsOf(other).includes(port)))
    .forEach(port =>
      report({
        level: 'error',
        code: 'bridge-port-twice',
        field: `${field}.bridge.port`,
        message: `found "${port}", which is a port of another bridge too; allowed: one bridge for a port`,
      }),
    );
}

const PORT_KEYS = ['name', 'stp-hairpin-mode', 'stp-path-cost', 'stp-priority'];

/** VLAN tags on a port make sense for the uplink only; a VLAN interface delivers its frames untagged. */
function checkBridgeKeys({ context, iface, field, uplinks }: InterfaceCheck) {
  const refuse = (at: string, keys: string[], allowed: string[]) =>
    keys
      .filter(key => !allowed.includes(key))
      .forEach(key =>
        context.report({
          level: 'error',
          code: 'interface-key',
          field: `${field}.bridge.${at}${key}`,
          message: `found a value, allowed there: ${allowed.join(', ')}`,
        }),
      );
  refuse('', Object.keys(record(iface, 'bridge')), ['options', 'port']);
  list(iface, 'bridge', 'port')
    .filter(isRecord)
    .forEach((port, i) =>
      refuse(
        `port[${i}].`,
        Object.keys(port),
        uplinks.includes(text(port, 'name') ?? '') || isNoTag(port.vlan)
          ? [...PORT_KEYS, 'vlan']
          : PORT_KEYS,
      ),
    );
}

/** An empty mapping opts out of the trunk that kubernetes-nmstate adds to a port (pkg/bridge). */
function isNoTag(vlan: unknown): boolean {
  return isRecord(vlan) && Object.keys(vlan).length === 0;
}

function portsOf(bridge: Interface): string[] {
  return list(bridge, 'bridge', 'port').map(port => text(port, 'name') ?? '');
}
