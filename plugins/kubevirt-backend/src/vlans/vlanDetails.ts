import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AddressUse,
  Fact,
  Part,
  Site,
  VlanDetails,
  VlanEntity,
  VlanSummary,
  addressUse,
  vlanEntityRef,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { partOf } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { dependentsOf, typesOfDependents } from './dependents';
import { readVlanState } from './readVlanState';
import { readVlans } from './readVlans';
import { VlanState } from './vlanOnCluster';
import { toSummary, validVlan } from './toSummary';

interface DetailsOptions {
  catalog: CatalogService;
  site: Site;
  live: LiveClusters;
  requester: Requester;
  vlanId: number;
  /** Restricts the response to the VLAN with the id on this cluster. */
  cluster?: string;
}

/** A VLAN that one or more catalog entities describe, with its clusters. */
interface FoundVlan {
  vlan: VlanSummary;
  entity?: VlanEntity;
  clusters: string[];
  dependents: Set<string>;
}

/**
 * A VLAN with its current state on its clusters.
 *
 * @throws NotFoundError if the VLAN is not in the catalog, or the user may not see it.
 */
export async function vlanDetails(
  options: DetailsOptions,
): Promise<VlanDetails> {
  const { live, requester, vlanId } = options;
  const { vlan, entity, clusters, dependents } = await findVlanEntity(options);
  const states = await Promise.all(
    clusters.map(async cluster => ({
      cluster,
      reading: await readVlanState({
        live,
        requester,
        cluster,
        vlanId,
        allowedNamespaces: vlan.allowedNamespaces,
        dependents,
      }),
    })),
  );
  return {
    vlan,
    addresses: addressesOf(
      entity,
      states.map(({ reading }) => reading),
    ),
    clusters: states.map(({ cluster, reading }) => ({
      cluster,
      state: partOf(reading, ({ state }) => state),
    })),
  };
}

async function findVlanEntity(options: DetailsOptions): Promise<FoundVlan> {
  const { catalog, site, requester, vlanId, cluster } = options;
  const entities = await readVlans({ catalog, requester, vlanId });
  const typeOf = await typesOfDependents({ entities, catalog, requester });
  const found = entities.flatMap(entity => {
    const vlan = toSummary(entity, { user: requester.user, site, typeOf });
    return vlan?.id === vlanId &&
      (cluster === undefined || (vlan.clusters?.includes(cluster) ?? true))
      ? [{ vlan, entity }]
      : [];
  });
  // On a cluster that the registered VLAN does not name, the same id is another VLAN.
  const registered = found.filter(({ vlan }) => vlan.isRegistered);
  const chosen = registered.length > 0 ? registered : found;
  if (chosen.length === 0) {
    throw new NotFoundError(
      `The catalog has no VLAN ${vlanId}${
        cluster === undefined ? '' : ` on cluster "${cluster}"`
      } that ${requester.ref} can see: neither ${vlanEntityRef(
        vlanId,
      )} nor one that was seen on a cluster; ask the platform team, who registers VLANs`,
    );
  }
  const [{ vlan, entity }] = chosen;
  return {
    vlan,
    entity: validVlan(entity),
    clusters:
      cluster === undefined
        ? [
            ...new Set(
              chosen.flatMap(
                one => one.vlan.clusters ?? Object.keys(site.clusters),
              ),
            ),
          ].sort()
        : [cluster],
    dependents: new Set(chosen.flatMap(one => dependentsOf(one.entity))),
  };
}

/** The addresses in use on all clusters that could be read. */
function addressesOf(
  vlan: VlanEntity | undefined,
  readings: Array<Fact<VlanState>>,
): Part<AddressUse> {
  if (vlan?.subnet === undefined) {
    return { unavailable: 'the catalog does not say which subnet it has' };
  }
  const unread = readings.flatMap(reading =>
    reading.known ? reading.unread : reading.because,
  );
  const used = readings.flatMap(reading => (reading.known ? reading.used : []));
  if (readings.every(reading => !reading.known)) {
    return {
      unavailable:
        unread.join('; ') || 'no cluster is configured that could be read',
    };
  }
  const { subnet, gateway, dns, reserved } = vlan;
  return {
    value: {
      ...addressUse({ subnet, gateway, dns, reserved }, used),
      ...(unread.length > 0 && { incomplete: [...new Set(unread)].join('; ') }),
    },
  };
}
