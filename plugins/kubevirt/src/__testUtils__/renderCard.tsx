import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { Entity } from '@backstage/catalog-model';
import type { ReactElement } from 'react';
import type { KubevirtApi } from '../api';
import { renderPart } from './renderPart';

/** Renders a card on the page of an entity with a `spec`. */
export function renderCard(
  card: ReactElement,
  options: { spec: Entity['spec']; api?: Partial<KubevirtApi> },
) {
  const { spec, api } = options;
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'sample', namespace: 'default' },
    spec,
  };
  return renderPart(<EntityProvider entity={entity}>{card}</EntityProvider>, {
    api,
  });
}
