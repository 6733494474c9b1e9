import type { BlastRadius } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ChainLayer } from '../../components/layoutChain';
import { useTexts } from '../../translations';

/** The blast radius of a change, from the nodes to the VMs. */
export function useReachLayers(reach: BlastRadius): ChainLayer[] {
  const t = useTexts();
  const { nodes, namespaces, vms } = reach;
  return [
    {
      heading: t('picture.nodes'),
      // Without the names of nodes, show the labels that select them.
      items: unique(nodes.flatMap(({ names, selector }) => names ?? selector)),
    },
    {
      heading: t('picture.bridge'),
      items: unique(nodes.flatMap(({ interfaces }) => interfaces)),
    },
    { heading: t('picture.namespaces'), items: namespaces },
    { heading: t('picture.vms'), items: vms },
  ];
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
