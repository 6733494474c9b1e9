/** The values that the names of the objects of a VLAN are made from. */
export interface VlanNameParts {
  vlanId: number;
  nodePool: string;
  uplink: string;
}

/**
 * Names the objects of a VLAN instead of the templates in `kubevirt.names`. A function that is left out keeps its
 * template. Every function must return the same name for the same input, and different names for different inputs.
 *
 * @public
 */
export interface Namer {
  /** Identifies the namer in messages. */
  id: string;
  /** The NNCP of a VLAN on a node pool: a DNS label. A name over 63 characters is cut and gets a hash. */
  policy?(parts: VlanNameParts): string;
  /** The VLAN interface on an uplink. A name over 15 characters is replaced by `vlan<id>`. */
  vlanInterface?(parts: Pick<VlanNameParts, 'vlanId' | 'uplink'>): string;
  /** The Linux bridge, the same on every node pool: at most 15 characters, and not `vlan<number>`. */
  bridge?(vlanId: number): string;
  /** The NAD: a DNS label. */
  network?(vlanId: number): string;
}
