import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Alert, Container, Flex } from '@backstage/ui';
import type { Entity } from '@backstage/catalog-model';
import { VlanEntityCard } from '../src/cards/VlanCard';
import { VmEntityCard } from '../src/cards/VmCard';
import { FieldGallery } from './FieldGallery';

const entityOf = (spec: Entity['spec']): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'sample', namespace: 'default' },
  spec,
});

/** Every field and card of the plugin, on sample data, with a notice. */
export function Gallery() {
  return (
    <main>
      <Container>
        <Flex direction="column" gap="6">
          <Alert
            icon
            status="info"
            title="Sample data: nothing here is of a real site, and nothing is written."
          />
          <FieldGallery />
          <EntityProvider
            entity={entityOf({ type: 'vlan', vlan: { id: 1085 } })}
          >
            <VlanEntityCard
              templates={{
                attach: 'template:default/attach-vlan',
                create: 'template:default/create-vm',
              }}
            />
          </EntityProvider>
          <EntityProvider
            entity={entityOf({
              type: 'virtual-machine',
              virtualMachine: {
                cluster: 'demo',
                namespace: 'demo',
                name: 'web-1',
              },
            })}
          >
            <VmEntityCard />
          </EntityProvider>
        </Flex>
      </Container>
    </main>
  );
}
