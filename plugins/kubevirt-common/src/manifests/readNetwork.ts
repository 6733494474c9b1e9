import { MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { KubeObject, isRecord } from '../model/kubeObject';
import { sizeProblem } from '../model/sizeProblem';
import { list, text } from './read';

/** Plugins that put a VM on a Linux bridge; one under two names. */
export const BRIDGE_TYPES = ['cnv-bridge', 'bridge'];
/** OVN-Kubernetes' secondary networks (ovn-kubernetes, docs/features/multiple-networks/multi-homing.md). */
export const OVN_TYPE = 'ovn-k8s-cni-overlay';

/** Many times what any network has. */
const LIMITS = { depth: 12, parts: 1000, longest: 10_000, characters: 60_000 };

/** Where a NAD leads to, with the settings of the one plugin that leads there. */
export interface Network {
  type: 'bridge' | 'ovn';
  /** The plugin's settings, and the `name` of the whole configuration. */
  config: Record<string, unknown>;
}

/** The CNI configuration of a NAD, or undefined where its text is no JSON object, or larger than any network's. */
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

/** A configuration list names its plugins; any other configuration is one. */
export function pluginsOf(
  config: Record<string, unknown>,
): Record<string, unknown>[] {
  return Array.isArray(config.plugins)
    ? list(config, 'plugins').filter(isRecord)
    : [config];
}

/** Keys that say where a network leads to. */
const DESTINATION_KEYS = [
  ...['name', 'type', 'plugins', 'bridge', 'vlan', 'vlanTrunk', 'mtu', 'ipam'],
  ...['topology', 'vlanID', 'netAttachDefName', 'physicalNetworkName'],
  ...['subnets', 'macspoofchk', 'preserveDefaultVlan', 'cniVersion'],
];

/**
 * Keys of a configuration that a plugin reads as another one: they are written in Go, whose JSON compares keys without
 * regard to case, also of letters that only look the same, and takes the last (encoding/json, fold.go).
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

/** Where a NAD leads to, or undefined for one of another type. */
export function readNetwork(nad: KubeObject): Network | undefined {
  const config = readConfig(nad);
  return config && networkIn(config);
}

/** `readNetwork` of a configuration. */
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

/** The physical network of a localnet: its own name, unless it says another (ovn-kubernetes, multi-homing.md). */
export function localnetOf({ config }: Network): string | undefined {
  return text(config, 'physicalNetworkName') ?? text(config, 'name');
}

/** True for an id that a frame can carry; texts and fractions are none. */
export function isVlanId(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= MIN_VLAN_ID &&
    value <= MAX_VLAN_ID
  );
}
