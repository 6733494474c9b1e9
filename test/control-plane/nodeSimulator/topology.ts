import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A NIC, bond or bridge that a node has before any policy. */
export interface TopologyInterface {
  name: string;
  type: 'ethernet' | 'bond' | 'ovs-bridge' | 'linux-bridge';
  mtu: number;
  /** The bond or bridge it is a port of. */
  controller?: string;
  /** Of a bond or bridge. */
  ports?: string[];
  /** With the prefix length. */
  address?: string;
}

export interface TopologyNode {
  name: string;
  labels: Record<string, string>;
  /** Default: true. */
  ready?: boolean;
  interfaces: TopologyInterface[];
  /** The interface of the default route. */
  defaultRoute: string;
}

/** The nodes of a simulated cluster. */
export interface Topology {
  nodes: TopologyNode[];
}

/** Reads a topology file; a fault names the node and the field. */
export function readTopology(file: string): Topology {
  const topology = parse(readFileSync(file, 'utf8')) as Topology;
  checkTopology(topology, file);
  return topology;
}

/** @throws Error for a topology that no node can have. */
export function checkTopology(topology: Topology, source: string): void {
  const fail = (text: string) => {
    throw new Error(`${source}: ${text}`);
  };
  const names = topology.nodes.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) {
    fail(`node ${twice} stands twice`);
  }
  for (const { name, interfaces, defaultRoute } of topology.nodes) {
    const known = interfaces.map(({ name: iface }) => iface);
    const used = [
      defaultRoute,
      ...interfaces.flatMap(({ controller, ports = [] }) => [
        ...(controller ? [controller] : []),
        ...ports,
      ]),
    ];
    const unknown = used.find(iface => !known.includes(iface));
    if (unknown) {
      fail(`node ${name} has no interface ${unknown}`);
    }
  }
}
