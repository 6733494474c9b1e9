import {
  MAX_VLAN_ID,
  MIN_VLAN_ID,
  isDnsLabel,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { z } from 'zod/v3';
import { isObjectName } from '../live/isObjectName';

/** Items of a page, unless the request says another number, and at most. */
export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 500;
/** A bound on hostile input: no list is so long. */
const MAX_OFFSET = 10_000_000;
const MAX_TEXT = 253;
/** No text to search for is longer. */
export const MAX_SEARCH = 100;
const NAMESPACE = 'the name of a namespace';
const OBJECT = 'the name of a VM';

/** An integer as it stands in a URL; no other spelling of it. */
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
    .transform(Number);
}

function text(allowed: string) {
  // A parameter that stands twice is a list.
  return z.string({ errorMap: () => ({ message: allowed }) });
}

function name(allowed: string) {
  return text(allowed).min(1, allowed).max(MAX_TEXT, allowed);
}

const flag = () =>
  z
    .enum(['true', 'false'], {
      errorMap: () => ({ message: 'true or false' }),
    })
    .transform(value => value === 'true');

function search() {
  const allowed = `a text of at most ${MAX_SEARCH} characters, once`;
  return text(allowed).max(MAX_SEARCH, allowed).optional();
}

export const vlanIdParam = () => integer(MIN_VLAN_ID, MAX_VLAN_ID);
export const clusterParam = () => name('the name of a cluster, once');

const page = {
  offset: integer(0, MAX_OFFSET).default('0'),
  limit: integer(1, MAX_LIMIT).default(String(DEFAULT_LIMIT)),
};

/** What each endpoint takes; other parameters are refused. */
export const params = {
  none: z.object({}).strict(),
  vlans: z
    .object({
      search: search(),
      cluster: clusterParam().optional(),
      isRegistered: flag().optional(),
      hasErrors: flag().optional(),
      permitted: flag().optional(),
      ...page,
    })
    .strict(),
  vlanPath: z.object({ id: vlanIdParam() }),
  vlan: z.object({ cluster: clusterParam().optional() }).strict(),
  namespaces: z
    .object({
      cluster: clusterParam().optional(),
      vlanId: vlanIdParam().optional(),
      q: search(),
      ...page,
    })
    .strict(),
  vmPath: z.object({
    cluster: clusterParam(),
    namespace: name(NAMESPACE).refine(isDnsLabel, NAMESPACE),
    name: name(OBJECT).refine(isObjectName, OBJECT),
  }),
  choices: z
    .object({ cluster: clusterParam().optional(), q: search(), ...page })
    .strict(),
  preview: z
    .object({
      templateRef: name(
        'the reference of a template, such as "template:default/attach-vlan"',
      ),
      values: z.record(z.unknown(), {
        errorMap: () => ({ message: 'a mapping of the form’s answers' }),
      }),
    })
    .strict(),
};

export type VlansQuery = z.output<typeof params.vlans>;
export type NamespacesQuery = z.output<typeof params.namespaces>;
export type ChoicesQuery = z.output<typeof params.choices>;
