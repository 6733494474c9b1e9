import type { KubevirtApi, VlanQuery } from '../api';
import {
  sampleChoices,
  sampleCluster,
  sampleNamespaces,
  sampleVm,
} from './clusters';
import { samplePreview } from './preview';
import { sampleVlanDetails, sampleVlans } from './vlans';

/** The API on sample data: the development app shows it, and tests begin with it. */
export class SampleApi implements KubevirtApi {
  async getVlans(query: VlanQuery) {
    const { offset, limit, search = '', isRegistered, permitted } = query;
    const words = search.toLocaleLowerCase('en-US').split(/\s+/);
    const found = sampleVlans.filter(
      vlan =>
        words.every(word => textOf(vlan).includes(word)) &&
        (isRegistered ?? vlan.isRegistered) === vlan.isRegistered &&
        (permitted ?? vlan.permit.allowed) === vlan.permit.allowed,
    );
    const end = offset + limit;
    return {
      items: found.slice(offset, end),
      totalItems: found.length,
      ...(end < found.length && { nextOffset: end }),
    };
  }

  async getVlan() {
    return sampleVlanDetails;
  }

  async getClusters() {
    return [sampleCluster];
  }

  async getNamespaces() {
    return sampleNamespaces;
  }

  async getVm() {
    return sampleVm;
  }

  async getChoices({ kind }: { kind: string }) {
    return sampleChoices[kind];
  }

  async createPreview() {
    return samplePreview;
  }
}

function textOf(vlan: (typeof sampleVlans)[number]): string {
  const { id, title, description, owner, subnet } = vlan;
  return [id, title, description, owner, subnet]
    .join('\n')
    .toLocaleLowerCase('en-US');
}
