import { KubeObject } from '../../model/kubeObject';
import { NodeTopology } from '../nodeTopology';
import { VlanInterfaces } from '../vlanInterfaces';

/** The settings of a CNI plugin, with the `name` of the configuration around it. */
export type PluginConfig = Record<string, unknown>;

/** A kind of network that a NAD may connect to. */
export interface NetworkType<Name extends string = string> {
  name: Name;
  /** The values of `type` of the plugins that connect to such a network. */
  pluginTypes: readonly string[];
  /** The plugin may be in a list of plugins, with helpers beside it. */
  mayBeListed: boolean;
  /** All NADs of one network have the same `name` in their configuration, so it is not the NAD's own name. */
  sharesName: boolean;
  /** The keys that the checks rely on, besides those of every plugin. A NAD must not write them in another case. */
  keys: readonly string[];
  /** Those of `keys` that determine which network the frames of a VM reach. */
  destinationKeys: readonly string[];
  /**
   * The VLANs that such a network leads to. Undefined if they are not known for certain, or if it may lead to more.
   * Empty for a network that stays inside the cluster. This decides who may use the network.
   */
  vlanIds: (
    config: PluginConfig,
    known: { objects: KubeObject[]; topologies: NodeTopology[] },
  ) => number[] | undefined;
  /** The VLANs that such a network may lead to, as far as they are known. This decides what the catalog shows. */
  vlanIdsCarried: (
    config: PluginConfig,
    known: { policies: KubeObject[]; interfaces: VlanInterfaces },
  ) => number[];
  /** The Linux bridge that a node needs before a VM with such a network can run there. */
  linuxBridge?: (config: PluginConfig) => string | undefined;
  /** The physical network that the nodes map to a bridge. */
  physicalNetwork?: (config: PluginConfig) => string | undefined;
  /** The cluster-wide kind that may generate such NADs, one in each namespace. */
  clusterNetworkKind?: string;
}
