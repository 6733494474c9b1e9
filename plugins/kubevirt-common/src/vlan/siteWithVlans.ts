import { Site, Vlan } from '../model/site';
import { VlanEntity } from './vlanEntity';

/**
 * A site whose VLANs come from the catalog where it has them. An entity replaces the whole entry of the
 * configuration, so that its gateway never meets a subnet from elsewhere.
 */
export function siteWithVlans(
  site: Site,
  cluster: string,
  vlans: VlanEntity[],
): Site {
  if (!Object.hasOwn(site.clusters, cluster)) {
    return site;
  }
  const entries = vlans.map(toVlan);
  const known = site.clusters[cluster];
  const others = known.vlans.filter(
    ({ id }) => !entries.some(entry => entry.id === id),
  );
  return {
    ...site,
    clusters: {
      ...site.clusters,
      [cluster]: { ...known, vlans: [...others, ...entries] },
    },
  };
}

function toVlan(entity: VlanEntity): Vlan {
  const { id, description, owner, subnet, gateway, dns, reserved } = entity;
  return { id, description, owner, subnet, gateway, dns, reserved };
}
