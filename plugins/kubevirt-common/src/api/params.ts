import { z } from 'zod/v4';
import { MAX_VLAN_ID, MIN_VLAN_ID } from '../constants';
import { MAX_SEARCH } from './routes';

/** Items on a page: the default, and the maximum. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
/** A bound on hostile input: no list is so long. */
const MAX_OFFSET = 10_000_000;
const MAX_TEXT = 253;

/** A parameter that appears once; express makes a list of one that appears twice. */
function text(allowed: string) {
  return z.string({ error: allowed });
}

/** A name of at most 253 characters. */
export function name(allowed: string) {
  return text(allowed).min(1, allowed).max(MAX_TEXT, allowed);
}

/** An integer in decimal digits; other spellings of it are refused. */
function integer(min: number, max: number) {
  const allowed = `an integer from ${min} to ${max}`;
  return text(allowed)
    .refine(
      value =>
        /^(0|[1-9][0-9]{0,8})$/.test(value) &&
        Number(value) >= min &&
        Number(value) <= max,
      allowed,
    )
    .transform(Number)
    .meta({ type: 'integer', minimum: min, maximum: max });
}

const FLAGS = ['true', 'false'] as const;

export function flag() {
  return z
    .enum(FLAGS, { error: 'true or false' })
    .transform(value => value === 'true')
    .meta({ type: 'string', enum: FLAGS });
}

export function search() {
  const allowed = `a text of at most ${MAX_SEARCH} characters, once`;
  return text(allowed).max(MAX_SEARCH, allowed).optional();
}

export const vlanIdParam = () => integer(MIN_VLAN_ID, MAX_VLAN_ID);
export const clusterName = () => name('the name of a cluster, once');

/** The cluster that a request is about; without it, the default one. */
export const cluster = clusterName()
  .optional()
  .describe(
    'By its name under kubevirt.clusters; left out: the default one, or the only one',
  );

/** The text that the names of a list are searched for. */
export const q = search().describe(
  'A text in the name or the title, whatever its case',
);

/** Which page of a list. */
export const paging = {
  offset: integer(0, MAX_OFFSET)
    .prefault('0')
    .meta({ default: 0, description: 'Where the page begins' }),
  limit: integer(1, MAX_LIMIT)
    .prefault(String(DEFAULT_LIMIT))
    .meta({ default: DEFAULT_LIMIT, description: 'Items of the page' }),
};

/** For endpoints without parameters: any is refused. */
export const noQuery = z.strictObject({});
