import { NodePool } from '../../model/site';

/** The uplinks that the platform team shares between the node's own network and VLANs of VMs. */
export function sharedUplinks(pools: NodePool[]): string[] {
  return pools
    .map(({ uplink }) => uplink)
    .filter(uplink =>
      pools.every(pool => pool.uplink !== uplink || pool.sharedUplink),
    );
}
