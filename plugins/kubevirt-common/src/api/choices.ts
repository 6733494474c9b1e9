import { z } from 'zod/v4';
import { cluster, paging, q } from './params';
import { named, pageOfItems } from './schema';

/** `GET /boot-sources`, `/instancetypes` and `/preferences`: of which cluster, and which page of them. */
export const choicesQuery = z.strictObject({ cluster, q, ...paging });
export type ChoicesQuery = z.output<typeof choicesQuery>;

/** What a VM can be made from on a cluster. */
const namedChoice = named(
  'NamedChoice',
  z.strictObject({
    name: z.string(),
    /** Absent for cluster-scoped objects. */
    namespace: z.string().optional(),
    title: z.string().optional(),
  }),
);
export type NamedChoice = z.output<typeof namedChoice>;

export const choicePage = named('ChoicePage', pageOfItems(namedChoice));
