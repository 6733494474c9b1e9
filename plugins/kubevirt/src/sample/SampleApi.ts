import type { ChoiceKind, KubevirtApi, NameQuery, VlanQuery } from '../api';
import {
  sampleChoices,
  sampleCluster,
  sampleNamespaces,
  sampleVm,
  sampleVmLinks,
} from './clusters';
import { samplePreview } from './preview';
import { sampleVlanDetails, sampleVlans } from './vlans';

/** The API on sample data, for the development app and as a base for tests. */
export class SampleApi implements KubevirtApi {
  async getVlans(query: VlanQuery) {
    const { offset, limit, search = '', cluster, isRegistered } = query;
    const { hasErrors, permitted } = query;
    const words = search.toLocaleLowerCase('en-US').split(/\s+/);
    const found = sampleVlans.filter(
      vlan =>
        words.every(word => textOf(vlan).includes(word)) &&
        (cluster === undefined || (vlan.clusters?.includes(cluster) ?? true)) &&
        (hasErrors ?? Boolean(vlan.errors)) === Boolean(vlan.errors) &&
        (isRegistered ?? vlan.isRegistered) === vlan.isRegistered &&
        (permitted ?? vlan.permit.allowed) === vlan.permit.allowed,
    );
    return pageOf(found, { offset, limit });
  }

  async getVlan() {
    return sampleVlanDetails;
  }

  async getClusters() {
    return [sampleCluster];
  }

  async getNamespaces(query: NameQuery) {
    return named(sampleNamespaces, query);
  }

  async getVm() {
    return sampleVm;
  }

  async getVmLinks() {
    return sampleVmLinks;
  }

  async getChoices(query: NameQuery & { kind: ChoiceKind }) {
    return named(sampleChoices[query.kind], query);
  }

  async createPreview() {
    return samplePreview;
  }
}

function named<T extends { name: string; title?: string }>(
  all: T[],
  { search = '', limit }: NameQuery,
) {
  const text = search.toLocaleLowerCase('en-US');
  const found = all.filter(({ name, title }) =>
    `${name}\n${title}`.toLocaleLowerCase('en-US').includes(text),
  );
  return pageOf(found, { offset: 0, limit });
}

function pageOf<T>(all: T[], page: { offset: number; limit: number }) {
  const end = page.offset + page.limit;
  return {
    items: all.slice(page.offset, end),
    totalItems: all.length,
    ...(end < all.length && { nextOffset: end }),
  };
}

function textOf(vlan: (typeof sampleVlans)[number]): string {
  const { id, title, description, owner, subnet } = vlan;
  return [id, title, description, owner, subnet]
    .join('\n')
    .toLocaleLowerCase('en-US');
}
