import { KubeObject, isRecord } from '../model/kubeObject';
import { sizeProblem } from '../model/sizeProblem';
import { list, text } from './read';

/** The plugin that connects a VM to a Linux bridge; both names refer to the same one. */
export const BRIDGE_TYPES = ['cnv-bridge', 'bridge'];
/**
 * The plugin of secondary networks of OVN-Kubernetes (ovn-kubernetes,
 * docs/features/multiple-networks/multi-homing.md).
 */
export const OVN_TYPE = 'ovn-k8s-cni-overlay';

/** Many times the size of any real network. */
const LIMITS = { depth: 12, parts: 1000, longest: 10_000, characters: 60_000 };

/** The network that a NAD connects to, with the settings of the plugin that connects to it. */
export interface Network {
  type: 'bridge' | 'ovn';
  /** The settings of the plugin, with the `name` of the configuration around it. */
  config: Record<string, unknown>;
}

/** The CNI configuration of a NAD; undefined if its text is not a JSON object or is too large. */
export function readConfig(
  nad: KubeObject,
): Record<string, unknown> | undefined {
  const written = text(nad.spec, 'config') ?? '';
  try {
    const config: unknown =
      written.length > LIMITS.characters ? undefined : JSON.parse(written);
    return isRecord(config) && sizeProblem(config, LIMITS) === undefined
      ? config
      : undefined;
  } catch {
    return undefined;
  }
}

/** The plugins of a configuration list; any other configuration is a single plugin. */
export function pluginsOf(
  config: Record<string, unknown>,
): Record<string, unknown>[] {
  return Array.isArray(config.plugins)
    ? list(config, 'plugins').filter(isRecord)
    : [config];
}

/** Keys that determine where a network leads to. */
const DESTINATION_KEYS = [
  ...['name', 'type', 'plugins', 'bridge', 'vlan', 'vlanTrunk', 'mtu', 'ipam'],
  ...['topology', 'vlanID', 'netAttachDefName', 'physicalNetworkName'],
  ...['subnets', 'macspoofchk', 'preserveDefaultVlan', 'cniVersion'],
];

/**
 * Keys that a plugin reads as one of these. Plugins are written in Go, whose JSON compares keys without regard to
 * case, even letters that only look alike, and uses the last match (encoding/json, fold.go).
 */
export function disguisedKeys(config: Record<string, unknown>): string[] {
  const fold = (key: string) => key.toUpperCase().toLowerCase();
  const known = new Map(DESTINATION_KEYS.map(key => [fold(key), key]));
  return [...new Set([config, ...pluginsOf(config)])].flatMap(one =>
    Object.keys(one).filter(key => {
      const meant = known.get(fold(key));
      return meant !== undefined && meant !== key;
    }),
  );
}

/** The network that a NAD connects to; undefined for other types. */
export function readNetwork(nad: KubeObject): Network | undefined {
  const config = readConfig(nad);
  return config && networkIn(config);
}

/** The same for a parsed configuration. */
export function networkIn(
  config: Record<string, unknown>,
): Network | undefined {
  for (const plugin of pluginsOf(config)) {
    const { type } = plugin;
    if (type === OVN_TYPE || BRIDGE_TYPES.some(known => known === type)) {
      return {
        type: type === OVN_TYPE ? 'ovn' : 'bridge',
        config: { ...plugin, name: config.name },
      };
    }
  }
  return undefined;
}

/** The physical network of a localnet; by default its own name (ovn-kubernetes, multi-homing.md). */
export function localnetOf({ config }: Network): string | undefined {
  return text(config, 'physicalNetworkName') ?? text(config, 'name');
}
