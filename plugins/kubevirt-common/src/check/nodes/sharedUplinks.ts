import { NodePool } from '../../model/site';

/** The uplinks on which the platform team lets VLANs of VMs stand beside the node's own network. */
export function sharedUplinks(pools: NodePool[]): string[] {
  return pools
    .map(({ uplink }) => uplink)
    .filter(uplink =>
      pools.every(pool => pool.uplink !== uplink || pool.sharedUplink),
    );
}
