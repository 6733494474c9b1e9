import type { JsonObject } from '@backstage/types';
import { LiveFacts } from '../../model/facts';
import { NodePool, Site } from '../../model/site';
import { AttachVlanRequest } from '../../request/attachVlan';

/** How a VLAN reaches the VMs of a namespace. */
export interface Attachment {
  /** The title of the plan. */
  title: string;
  /** The Linux bridge that VMs are connected to. */
  bridge: string;
  /** The data of the policy's manifest; left out where the nodes need no change. */
  policy?: JsonObject;
  /** The data of the network's manifest, besides its name and namespace. */
  network: JsonObject;
}

/** The request, and what is known about the nodes. */
export interface AttachmentOptions {
  request: AttachVlanRequest;
  site: Site;
  pool: NodePool;
  /** The name of the policy that is the VLAN's own. */
  policyName: string;
  /** Facts about the cluster, if it was read. */
  live?: LiveFacts;
}
