import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApiPage,
  Site,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { pageOf } from '../http/pageOf';
import type { VlansQuery } from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { SharedReads } from '../live/SharedReads';
import { typesOfDependents } from './dependents';
import { readVlans } from './readVlans';
import { toSummary } from './toSummary';

/** Long enough for the next page, or the next letter of a search: reading thousands of entities takes longer. */
const TTL_MS = 5_000;
/** A thousand VLANs take a megabyte. */
const MAX_USERS = 50;

/** A cache of catalog reads that serves several requests of one user. */
export function vlanListReads(): SharedReads {
  return new SharedReads({
    ttlMs: TTL_MS,
    failureTtlMs: 0,
    maxEntries: MAX_USERS,
  });
}

interface ListOptions {
  catalog: CatalogService;
  site: Site;
  requester: Requester;
  /** From `vlanListReads`. */
  vlanReads: SharedReads;
}

/** One page of the VLANs that the user may see, by id. */
export async function listVlans(
  options: ListOptions & { query: VlansQuery },
): Promise<ApiPage<VlanSummary>> {
  const { query, requester, vlanReads } = options;
  // Which VLANs the user may use depends on their current groups.
  const key = JSON.stringify([requester.ref, requester.user.groups]);
  const all = await vlanReads.get(key, () => summariesOf(options));
  return pageOf(
    all.filter(vlan => matches(vlan, query)),
    query,
  );
}

/** All VLANs that the user may see: by id, registered ones first. */
async function summariesOf(options: ListOptions): Promise<VlanSummary[]> {
  const { catalog, site, requester } = options;
  const entities = await readVlans({ catalog, requester });
  const typeOf = await typesOfDependents({ entities, catalog, requester });
  return entities
    .flatMap(
      entity => toSummary(entity, { user: requester.user, site, typeOf }) ?? [],
    )
    .sort(
      (a, b) =>
        a.id - b.id ||
        Number(b.isRegistered) - Number(a.isRegistered) ||
        a.entityRef.localeCompare(b.entityRef),
    );
}

function matches(vlan: VlanSummary, query: VlansQuery): boolean {
  const { search, cluster, isRegistered, hasErrors, permitted } = query;
  return (
    (cluster === undefined || (vlan.clusters?.includes(cluster) ?? true)) &&
    (isRegistered === undefined || vlan.isRegistered === isRegistered) &&
    (hasErrors === undefined || (vlan.errors !== undefined) === hasErrors) &&
    (permitted === undefined || vlan.permit.allowed === permitted) &&
    hasWords(vlan, search ?? '')
  );
}

/** True if each word occurs in the id, title, description, owner or subnet. */
function hasWords(vlan: VlanSummary, search: string): boolean {
  const { id, title, description = '', owner, subnet = '' } = vlan;
  const text = [id, title, description, owner, subnet]
    .join('\n')
    .toLocaleLowerCase('en-US');
  return search
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .every(word => text.includes(word));
}
