import { KubeObject, isRecord } from '../model/kubeObject';
import { sizeProblem } from '../model/sizeProblem';
import { KnownNetworkType, NETWORK_TYPES, PluginConfig } from './networkTypes';
import { list, text } from './read';

/** Many times the size of any real network. */
const LIMITS = { depth: 12, parts: 1000, longest: 10_000, characters: 60_000 };

/** The network that a NAD connects to, with the settings of the plugin that connects to it. */
export interface Network {
  type: KnownNetworkType;
  config: PluginConfig;
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
  ...['name', 'type', 'plugins', 'mtu', 'ipam', 'cniVersion'],
  ...NETWORK_TYPES.flatMap(({ keys }) => keys),
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
    const type = NETWORK_TYPES.find(({ pluginTypes }) =>
      pluginTypes.some(known => known === plugin.type),
    );
    if (type) {
      return { type, config: { ...plugin, name: config.name } };
    }
  }
  return undefined;
}
