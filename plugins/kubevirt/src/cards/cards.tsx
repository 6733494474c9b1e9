import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  VLAN_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The cards of the entities of VLANs and of VMs, each on the pages of its own type alone. */
export const cards = [
  EntityCardBlueprint.make({
    name: 'vlan',
    params: {
      type: 'content',
      filter: { kind: 'resource', 'spec.type': VLAN_ENTITY_TYPE },
      loader: () => import('./VlanCard').then(m => <m.VlanEntityCard />),
    },
  }),
  EntityCardBlueprint.make({
    name: 'virtual-machine',
    params: {
      type: 'content',
      filter: { kind: 'resource', 'spec.type': VM_ENTITY_TYPE },
      loader: () => import('./VmCard').then(m => <m.VmEntityCard />),
    },
  }),
] as const;
