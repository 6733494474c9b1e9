import { z } from 'zod/v4';
import { MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';

/** The schemas that have a name in the OpenAPI document; others are written out where they are used. */
export const components = z.registry<{ id: string }>();

/** Gives a schema its name in the OpenAPI document. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  components.add(schema, { id });
  return schema;
}

/** How many there are. */
export const count = z.int().min(0);
export const vlanId = z.int().min(MIN_VLAN_ID).max(MAX_VLAN_ID);

/** A value, or why there is none: a page shows the reason in its place. */
export type Part<T> = { value: T } | { unavailable: string };

export function part<T extends z.ZodType>(value: T) {
  return z.union([
    z.strictObject({ value }),
    z.strictObject({ unavailable: z.string().describe('Why it is not there') }),
  ]);
}

/** One page of a list. */
export interface ApiPage<T> {
  items: T[];
  /** Over all pages. */
  totalItems: number;
  /** Where the next page begins; absent on the last one. */
  nextOffset?: number;
}

export function pageOfItems<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    totalItems: count.describe('Over all pages'),
    nextOffset: count.optional().describe('Absent on the last page'),
  });
}
