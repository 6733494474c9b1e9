import { InputError } from '@backstage/errors';
import { MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { Site } from '../model/site';
import { NameField } from './makeName';
import { Namer } from './Namer';
import {
  bridgeName,
  networkName,
  policyName,
  vlanInterfaceName,
} from './names';

/** Enough to find a namer that ignores the pool, and fast for sites with thousands of pools. */
const MAX_POOLS = 20;

interface Use {
  name: string;
  /** What the name is for, in words. */
  use: string;
}

/**
 * A site whose names come from a namer. The namer is tried with every VLAN id: authorization relies on the name of a
 * network, so two VLANs must never share one.
 *
 * @throws InputError for a namer that gives an invalid name, or the same name twice.
 * @public
 */
export function withNamer(site: Site, namer: Namer): Site {
  const named = { ...site, namer };
  const pools = samplePools(site);
  refuseShared(
    namer,
    'bridge',
    forEachId(id => bridgeName(named, id)),
  );
  refuseShared(
    namer,
    'network',
    forEachId(id => networkName(named, id)),
  );
  refuseShared(
    namer,
    'policy',
    [...pools].flatMap(([nodePool, uplink]) =>
      forEachId(
        vlanId => policyName(named, { vlanId, nodePool, uplink }),
        ` on node pool ${nodePool}`,
      ),
    ),
  );
  new Set(pools.values()).forEach(uplink =>
    refuseShared(
      namer,
      'vlanInterface',
      forEachId(vlanId => vlanInterfaceName(named, { vlanId, uplink })),
    ),
  );
  return named;
}

/** The uplinks of some node pools, by the name of the pool. */
function samplePools({ clusters }: Site): Map<string, string> {
  return new Map(
    Object.values(clusters)
      .flatMap(({ nodePools }) => Object.entries(nodePools))
      .slice(0, MAX_POOLS)
      .map(([nodePool, { uplink }]) => [nodePool, uplink]),
  );
}

function forEachId(nameOf: (vlanId: number) => string, where = ''): Use[] {
  return Array.from({ length: MAX_VLAN_ID - MIN_VLAN_ID + 1 }, (_, i) => {
    const vlanId = MIN_VLAN_ID + i;
    return { name: nameOf(vlanId), use: `VLAN ${vlanId}${where}` };
  });
}

function refuseShared(namer: Namer, field: NameField, uses: Use[]): void {
  const first = new Map<string, string>();
  for (const { name, use } of uses) {
    const other = first.get(name);
    if (other !== undefined) {
      throw new InputError(
        `${field} of the namer "${namer.id}": found "${name}" for ${other} and for ${use}, allowed: a different name for each`,
      );
    }
    first.set(name, use);
  }
}
