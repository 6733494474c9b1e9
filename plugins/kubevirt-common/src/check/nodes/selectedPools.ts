import { NodePool } from '../../model/site';
import { CheckContext } from '../check';
import { record } from '../read';

/** The node pools of the site whose nodeSelector is the policy's own. */
export function selectedPools({
  object,
  site,
  facts,
}: Pick<CheckContext, 'object' | 'site' | 'facts'>): NodePool[] {
  const selector = record(object.spec, 'nodeSelector');
  return Object.values(site.clusters[facts.cluster]?.nodePools ?? {}).filter(
    ({ nodeSelector }) =>
      Object.keys(selector).length === Object.keys(nodeSelector).length &&
      Object.entries(nodeSelector).every(
        ([key, value]) =>
          Object.hasOwn(selector, key) && selector[key] === value,
      ),
  );
}

/** The uplinks on which the platform team lets VLANs of VMs stand beside the node's own network. */
export function sharedUplinks(pools: NodePool[]): string[] {
  const isShared = (pool: NodePool) =>
    (pool as { sharedUplink?: boolean }).sharedUplink === true;
  return pools
    .map(({ uplink }) => uplink)
    .filter(uplink =>
      pools.every(pool => pool.uplink !== uplink || isShared(pool)),
    );
}
