import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  VLAN_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { vlanTemplatesSchema } from './VlanCard/templates';

/** The card of a VLAN's entity; which templates its buttons lead to is configured. */
const vlanCard = EntityCardBlueprint.makeWithOverrides({
  name: 'vlan',
  configSchema: { templates: vlanTemplatesSchema },
  factory: (originalFactory, { config: { templates } }) =>
    originalFactory({
      type: 'content',
      filter: { kind: 'resource', 'spec.type': VLAN_ENTITY_TYPE },
      loader: () =>
        import('./VlanCard').then(m => (
          <m.VlanEntityCard templates={templates} />
        )),
    }),
});

const vmCard = EntityCardBlueprint.make({
  name: 'virtual-machine',
  params: {
    type: 'content',
    filter: { kind: 'resource', 'spec.type': VM_ENTITY_TYPE },
    loader: () => import('./VmCard').then(m => <m.VmEntityCard />),
  },
});

/** The cards of the entities of VLANs and of VMs, each on the pages of its own type alone. */
export const cards = [vlanCard, vmCard] as const;
