import { Link } from '@backstage/ui';
import {
  humanizeEntityRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import type { ReactNode } from 'react';

/** A link to an entity's page. Its text is the name in the catalog unless `children` are given. */
export function EntityLink(props: { entityRef: string; children?: ReactNode }) {
  const { entityRef, children } = props;
  const hrefOf = useEntityRefLink();
  return (
    <Link href={hrefOf(entityRef)} variant="body-small">
      {children ?? entityName(entityRef)}
    </Link>
  );
}

/** The display name of a group, user or resource. */
export function entityName(entityRef: string): string {
  const { kind } = parseEntityRef(entityRef);
  return humanizeEntityRef(parseEntityRef(entityRef), { defaultKind: kind });
}
