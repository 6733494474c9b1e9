import { isRecord } from '../../model/kubeObject';
import { record } from '../../manifests/read';
import { INTERFACES } from './desiredInterfaces';
import { Scalar, scalarsOf } from './scalars';
import { NodeFault, shown } from './nodeFaults';
import { NodeView } from '../../manifests/nodeViews';
import { ProtectedNames, normalMac } from './protectedNames';
import { scopeFaults } from './scopeFaults';

type Fault = Omit<NodeFault, 'node'>;

const ALLOWED =
  "an interface that is not the node's own network, such as the uplink of the node pool; or an entry of name, type and state: up alone, which changes nothing";
/** The keys of an entry that leaves its interface unchanged. */
const UNCHANGING_KEYS = ['name', 'type', 'state', 'description'];
/** Fields whose text never names an interface. */
const FIELDS_WITHOUT_NAMES = ['.type', '.state', '.description'];
const VLAN_BASE = '.vlan.base-iface';

/**
 * Finds what a policy would change about the nodes' own networks. Anything that is not known to be harmless is a
 * fault: every text of the policy is searched for names, not only the keys of nmstate's schema.
 *
 * @param sharedUplinks - NICs that carry a node's own network and may carry VLANs of VMs too
 */
export function protectedFaults(options: {
  spec: unknown;
  nodes: NodeView[];
  sharedUplinks: string[];
}): NodeFault[] {
  const { spec, nodes, sharedUplinks } = options;
  const { interfaces } = record(spec, 'desiredState');
  const entries = Array.isArray(interfaces) ? interfaces : [];
  const searched = entries.map(entry => ({ entry, scalars: scalarsOf(entry) }));
  return nodes.flatMap(view => {
    const names = new ProtectedNames(view);
    const node = view.topology.node;
    return [
      ...scopeFaults(spec, view.topology),
      ...searched.flatMap(({ entry, scalars }, i) =>
        entryFaults({ entry, scalars, names, sharedUplinks }).map(found => ({
          ...found,
          field: `${INTERFACES}[${i}]${found.field}`,
        })),
      ),
    ].map(found => ({ node, ...found }));
  });
}

interface Search {
  entry: unknown;
  scalars: Scalar[];
  names: ProtectedNames;
  sharedUplinks: string[];
}

function entryFaults(search: Search): Fault[] {
  const { entry, scalars, names } = search;
  if (!isRecord(entry)) {
    return [unreadable('', entry, 'a mapping for each interface')];
  }
  const faults = [...identityFaults(entry), ...vlanFaults(search, entry)];
  for (const { path, value } of scalars) {
    const found = names.find(value);
    if (found && !isHarmless(search, { path, value })) {
      faults.push(
        fault(path, `"${value}", but ${found.name} ${found.reason},`, ALLOWED),
      );
    } else if (value.includes('{{')) {
      faults.push(unreadable(path, value, 'a value, not a reference'));
    }
  }
  return faults;
}

function isHarmless({ entry, names, sharedUplinks }: Search, scalar: Scalar) {
  const { path, value } = scalar;
  const { type, state } = record(entry);
  switch (path) {
    case '.name':
      return changesNothing(record(entry), names.interfaces(value));
    case VLAN_BASE:
      return type === 'vlan' && state === 'up' && sharedUplinks.includes(value);
    default:
      return FIELDS_WITHOUT_NAMES.includes(path);
  }
}

/** True for an entry that declares an interface with its current type and state. */
function changesNothing(
  entry: Record<string, unknown>,
  interfaces: Array<{ type: string; state?: string }>,
): boolean {
  return (
    Object.keys(entry).every(key => UNCHANGING_KEYS.includes(key)) &&
    entry.state === 'up' &&
    ['string', 'undefined'].includes(typeof entry.description) &&
    interfaces.some(({ type }) => type === entry.type) &&
    // Declaring an unmanaged interface would hand it to NetworkManager.
    interfaces.every(({ state = 'up' }) => state === 'up')
  );
}

/** nmstate identifies an interface by its name or its MAC address; other identifiers are refused. */
function identityFaults(entry: Record<string, unknown>): Fault[] {
  const { name, identifier, 'mac-address': mac } = entry;
  return [
    ...(typeof name === 'string' && name.trim() !== ''
      ? []
      : [unreadable('.name', name, 'the name of an interface')]),
    ...(identifier === undefined ||
    identifier === 'name' ||
    (identifier === 'mac-address' &&
      typeof mac === 'string' &&
      normalMac(mac) !== undefined)
      ? []
      : [
          unreadable(
            '.identifier',
            identifier,
            'name, or mac-address together with a MAC address',
          ),
        ]),
  ];
}

/** A VLAN on a shared uplink under a new name would take the frames of the node's own VLAN with that id. */
function vlanFaults(
  { names, sharedUplinks }: Search,
  entry: Record<string, unknown>,
): Fault[] {
  const { 'base-iface': base, id } = record(entry, 'vlan');
  const own =
    typeof base === 'string' && sharedUplinks.includes(base)
      ? names.vlan(base, id)
      : undefined;
  return own && own.name !== entry.name
    ? [
        fault(
          '.vlan.id',
          `VLAN ${id} of ${base}, which is the node's own ${own.name},`,
          "a VLAN that is not the node's own",
        ),
      ]
    : [];
}

function unreadable(field: string, value: unknown, allowed: string): Fault {
  return fault(
    field,
    `${shown(value)}, of which nobody can tell what it changes,`,
    allowed,
  );
}

function fault(field: string, found: string, allowed: string): Fault {
  return { level: 'error', code: 'protected-interface', field, found, allowed };
}
