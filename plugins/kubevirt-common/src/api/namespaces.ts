import { z } from 'zod/v4';
import { cluster, paging, q, vlanIdParam } from './params';
import { named, pageOfItems } from './schema';

/** `GET /namespaces`: which namespaces, and which page of them. */
export const namespacesQuery = z.strictObject({
  cluster,
  vlanId: vlanIdParam()
    .optional()
    .describe('The VLAN that they are to be used with'),
  q,
  ...paging,
});
export type NamespacesQuery = z.output<typeof namespacesQuery>;

const namespaceSummary = named(
  'NamespaceSummary',
  z.strictObject({
    name: z.string(),
    reason: z
      .string()
      .optional()
      .describe('Why it may not be used; absent where it may'),
  }),
);
export type NamespaceSummary = z.output<typeof namespaceSummary>;

export const namespacePage = named(
  'NamespacePage',
  pageOfItems(namespaceSummary),
);
