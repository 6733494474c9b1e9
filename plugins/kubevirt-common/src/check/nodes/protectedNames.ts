import { isNodeBridge } from '../../manifests/bridges';
import {
  NodeInterface,
  NodeTopology,
  findInterfaces,
} from '../../manifests/nodeTopology';
import { NodeView } from '../../manifests/nodeViews';
import {
  nodeAddresses,
  normalAddress,
  protectedClosure,
} from './protectedClosure';

/** A protected interface or address that a text of a policy names. */
export interface Protected {
  name: string;
  reason: string;
}

/**
 * The name of a virtual function in nmstate: `sriov:<physical function>:<number>` (nmstate,
 * rust/src/lib/ifaces/sriov.rs).
 */
const SRIOV = /^sriov:([^:]+):/;
const MAC_SEPARATORS = /[:.-]/g;
const MAC = /^[0-9a-f]{12}([0-9a-f]{28})?$/;

/** Finds the protected interfaces of one node by any name that nmstate accepts. */
export class ProtectedNames {
  readonly topology: NodeTopology;
  readonly #reasons: ReadonlyMap<string, string>;
  readonly #macs = new Map<string, string>();
  readonly #addresses: Set<string>;

  constructor({ topology, node }: NodeView) {
    this.topology = topology;
    this.#reasons = protectedClosure(topology, node);
    this.#addresses = new Set(nodeAddresses(node));
    for (const { name, macAddresses, addresses } of topology.interfaces) {
      if (this.#reasons.has(name)) {
        macAddresses
          .flatMap(mac => normalMac(mac) ?? [])
          .forEach(mac => this.#macs.set(mac, name));
        addresses
          .flatMap(address => normalAddress(address) ?? [])
          .forEach(address => this.#addresses.add(address));
      }
    }
  }

  /** The protected interface that a text names: by name, alternative name, MAC, virtual function or address. */
  find(value: string): Protected | undefined {
    const alias = value.trim();
    const [, physical = alias] = SRIOV.exec(alias) ?? [];
    const candidates = [
      physical,
      ...findInterfaces(this.topology, physical).map(({ name }) => name),
      this.#macs.get(normalMac(alias) ?? '') ?? physical,
    ];
    const name = candidates.find(candidate => this.#reasons.has(candidate));
    if (name !== undefined) {
      return { name, reason: this.#reasons.get(name)! };
    }
    if (isNodeBridge(physical)) {
      return { name: physical, reason: "is a name of the node's own bridges" };
    }
    return this.#addresses.has(normalAddress(alias) ?? '')
      ? { name: alias, reason: "is the node's own address" }
      : undefined;
  }

  /** The interfaces of the node with this name or alternative name. */
  interfaces(name: string): NodeInterface[] {
    return findInterfaces(this.topology, name);
  }

  /** The VLAN of the node's own network with this id on this NIC. */
  vlan(base: string, id: unknown): NodeInterface | undefined {
    if (typeof id !== 'number' && typeof id !== 'string') {
      return undefined;
    }
    const below = findInterfaces(this.topology, base).map(({ name }) => name);
    return this.topology.interfaces.find(
      iface =>
        iface.vlanId !== undefined &&
        iface.vlanId === Number(id) &&
        this.#reasons.has(iface.name) &&
        findInterfaces(this.topology, iface.base ?? '').some(({ name }) =>
          below.includes(name),
        ),
    );
  }
}

/** The digits of a MAC address (20 bytes on InfiniBand), whatever separates them; undefined for other texts. */
export function normalMac(value: string): string | undefined {
  const digits = value.trim().toLowerCase().replace(MAC_SEPARATORS, '');
  return MAC.test(digits) && !/^0+$/.test(digits) ? digits : undefined;
}
