import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApiPage,
  Site,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { pageOf } from '../http/pageOf';
import type { VlansQuery } from '@kubevirt-vlan/backstage-plugin-kubevirt-common/api';
import { SharedReads } from '../live/SharedReads';
import { typesOfDependents } from './dependents';
import { readVlans } from './readVlans';
import { toSummary } from './toSummary';

/** A page is turned, and a search typed, within some seconds; a catalog of thousands takes longer than that to read. */
const TTL_MS = 5_000;
/** A thousand VLANs take a megabyte. */
const MAX_USERS = 50;

/** What of the catalog serves several requests of one user. */
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
  asker: Asker;
  /** Of `vlanListReads`. */
  vlanReads: SharedReads;
}

/** One page of the VLANs that the user may see, by id. */
export async function listVlans(
  options: ListOptions & { query: VlansQuery },
): Promise<ApiPage<VlanSummary>> {
  const { query, asker, vlanReads } = options;
  // Whether a VLAN is for the user depends on the groups that they have now.
  const key = JSON.stringify([asker.ref, asker.user.groups]);
  const all = await vlanReads.get(key, () => summariesOf(options));
  return pageOf(
    all.filter(vlan => matches(vlan, query)),
    query,
  );
}

/** All VLANs that the user may see: by id, registered ones first. */
async function summariesOf(options: ListOptions): Promise<VlanSummary[]> {
  const { catalog, site, asker } = options;
  const entities = await readVlans({ catalog, asker });
  const typeOf = await typesOfDependents({ entities, catalog, asker });
  return entities
    .flatMap(
      entity => toSummary(entity, { user: asker.user, site, typeOf }) ?? [],
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

/** True where each word stands in something that people know a VLAN by. */
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
