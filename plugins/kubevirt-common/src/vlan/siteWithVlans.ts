import { Site, Vlan } from '../model/site';
import { VlanEntity } from './vlanEntity';

/**
 * A site in which what the catalog says of VLANs stands in the place of what the configuration says. An entity counts as
 * a whole: its gateway does not meet a subnet from elsewhere.
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
