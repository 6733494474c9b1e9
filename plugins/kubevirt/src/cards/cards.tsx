import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  VLAN_ENTITY_TYPE,
  VM_ENTITY_TYPE,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { vlanTemplatesSchema } from './VlanCard/templates';

/** The card of a VLAN's entity. The configuration names the templates of its buttons. */
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

/** The entity cards of VLANs and of VMs, each only for entities of its type. */
export const cards = [vlanCard, vmCard] as const;
