import type { VlanOnCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ChainLayer } from '../../components/layoutChain';
import { useTexts } from '../../translations';

/** The path of a frame, from the nodes' uplink to the VMs. */
export function useTopologyLayers(
  vlanId: number,
  state: VlanOnCluster,
): ChainLayer[] {
  const t = useTexts();
  const { policies, networks, vms } = state;
  return [
    {
      heading: t('picture.uplink'),
      items: unique(policies.map(({ uplink }) => uplink)),
    },
    { heading: t('picture.vlan'), items: [String(vlanId)] },
    {
      heading: t('picture.bridges'),
      items: unique(policies.flatMap(({ bridge }) => bridge ?? [])),
    },
    { heading: t('picture.networks'), items: networks.map(qualified) },
    { heading: t('picture.vms'), items: vms.map(qualified) },
  ];
}

function qualified(object: { namespace: string; name: string }): string {
  return `${object.namespace}/${object.name}`;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
