import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApiPage,
  Site,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { pageOf } from '../http/pageOf';
import type { VlansQuery } from '../http/params';
import { typesOfDependents } from './dependents';
import { readVlans } from './readVlans';
import { toSummary } from './toSummary';

/** One page of the VLANs that the user may see, by id. */
export async function listVlans(options: {
  catalog: CatalogService;
  site: Site;
  asker: Asker;
  query: VlansQuery;
}): Promise<ApiPage<VlanSummary>> {
  const { query } = options;
  const all = await summariesOf(options);
  return pageOf(
    all.filter(vlan => matches(vlan, query)),
    query,
  );
}

/** All VLANs that the user may see, or those with one id; by id, registered ones first. */
export async function summariesOf(options: {
  catalog: CatalogService;
  site: Site;
  asker: Asker;
  vlanId?: number;
}): Promise<VlanSummary[]> {
  const { catalog, site, asker, vlanId } = options;
  const entities = await readVlans({ catalog, asker, vlanId });
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
  const { search, cluster, isRegistered, permitted } = query;
  return (
    (cluster === undefined || (vlan.clusters?.includes(cluster) ?? true)) &&
    (isRegistered === undefined || vlan.isRegistered === isRegistered) &&
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
