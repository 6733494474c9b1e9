import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { entityRefOf } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { RemovalSettings } from '../sync/RemovalGuard';

/** One provider, as `catalog.providers.kubevirt.<id>` configures it. */
export interface ProviderSettings {
  id: string;
  /** A cluster of `kubernetes.clusterLocatorMethods`, or of `kubevirt.clusters.<name>.kubeconfig`. */
  cluster: string;
  /** A full reference. */
  defaultOwner: string;
  /** `kubevirt:<cluster>`, which distinguishes its entities in the catalog from others. */
  location: string;
  removal: RemovalSettings;
  /** Milliseconds between two reads of everything. */
  fullMs: number;
  /** Milliseconds for which one replica reads the cluster before another one may. */
  termMs: number;
}

const KEY = 'catalog.providers.kubevirt';
const KEYS = ['cluster', 'defaultOwner', 'maxRemovedShare', 'fullRead', 'turn'];

/**
 * The providers in the configuration; none where it has no such block.
 *
 * @throws InputError that names the key, and what is allowed.
 */
export function readProviders(config: Config): ProviderSettings[] {
  const all = config.getOptionalConfig(KEY);
  const providers = (all?.keys() ?? []).map(id =>
    readProvider(id, all!.getConfig(id)),
  );
  for (const { id, cluster } of providers) {
    const other = providers.find(
      one => one.id !== id && one.cluster === cluster,
    );
    if (other) {
      throw new InputError(
        `${KEY}.${id}.cluster: found "${cluster}", which ${KEY}.${other.id} reads, too; allowed: each cluster once`,
      );
    }
  }
  return providers;
}

function readProvider(id: string, config: Config): ProviderSettings {
  const key = (name: string) => `${KEY}.${id}.${name}`;
  const unknown = config.keys().filter(name => !KEYS.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      `${KEY}.${id} has unknown keys: ${unknown.join(
        ', ',
      )}; allowed: ${KEYS.join(', ')}`,
    );
  }
  const cluster = config.getOptionalString('cluster') ?? id;
  const duration = (name: string, least: number, otherwise: number) => {
    const found = config.has(name)
      ? durationToMilliseconds(readDurationFromConfig(config, { key: name }))
      : otherwise;
    if (found < least) {
      throw new InputError(
        `${key(name)} must be at least ${least / 1000} seconds`,
      );
    }
    return found;
  };
  return {
    id,
    cluster,
    defaultOwner: ownerIn(config, key('defaultOwner')),
    location: `kubevirt:${cluster}`,
    removal: {
      maxShare: shareIn(config, key('maxRemovedShare')),
      windowMs: 60_000,
    },
    fullMs: duration('fullRead', 60_000, 6 * 3600_000),
    termMs: duration('turn', 10_000, 120_000),
  };
}

function ownerIn(config: Config, key: string): string {
  const owner = entityRefOf(
    config.getOptionalString('defaultOwner') ?? 'unknown',
    { kinds: ['group', 'user'], defaultKind: 'group' },
  );
  if (owner === undefined) {
    throw new InputError(
      `${key} must be a group or a user, such as "group:default/platform"`,
    );
  }
  return owner;
}

function shareIn(config: Config, key: string): number {
  const share = config.getOptionalNumber('maxRemovedShare') ?? 0.2;
  if (share < 0 || share > 1) {
    throw new InputError(`${key} must be a number from 0 to 1`);
  }
  return share;
}
