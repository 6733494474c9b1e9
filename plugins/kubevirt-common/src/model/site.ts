import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import type { Namer } from '../naming/Namer';
import { addressProblem, isSameAddress } from '../values/address';
import { fieldName } from '../request/parse';
import { pathsSchema, siteSchema } from './siteSchema';
import { sizeProblem } from './sizeProblem';

/** Large enough for a thousand clusters with all VLANs. */
const LIMITS = {
  depth: 16,
  parts: 1_000_000,
  longest: 1000,
  characters: 20_000_000,
};

/** The configuration that the platform team writes under `kubevirt:`, and the namer that it may install. */
export type Site = z.output<typeof siteSchema> & { namer?: Namer };
export type Cluster = Site['clusters'][string];
/** A pool of nodes, selected by labels, with one trunked secondary NIC. */
export type NodePool = Cluster['nodePools'][string];
/** A VLAN of a cluster and its subnet, if known. */
export type Vlan = Cluster['vlans'][number];
export type GitOpsSettings = NonNullable<Site['gitOps']>;
/** How direct apply acts on clusters. */
export type ApplySettings = Site['apply'];

/**
 * Parses the value of `kubevirt:` in the app configuration.
 *
 * @throws InputError that names each invalid key and what it allows. It does not repeat values: a configuration may
 * hold secrets that must not reach a log.
 */
export function parseSite(data: unknown): Site {
  const size = sizeProblem(data, LIMITS);
  if (size) {
    throw new InputError(
      `The configuration of the kubevirt plugin is not valid: it is too large: found ${size}`,
    );
  }
  const result = siteSchema.safeParse(data);
  if (result.success) {
    return result.data;
  }
  const faults = result.error.issues.map(issue => {
    const key = issue.path.length > 0 ? `.${fieldName(issue.path)}` : '';
    return issue.code === 'unrecognized_keys'
      ? `kubevirt${key} has unknown keys: ${issue.keys.join(', ')}`
      : `kubevirt${key} must be ${issue.message}`;
  });
  throw new InputError(
    `The configuration of the kubevirt plugin is not valid: ${[
      ...new Set(faults),
    ].join('; ')}`,
  );
}

/** The VLAN with this id in the configuration of a cluster, or undefined. */
export function findVlan(cluster: Cluster, vlanId: number): Vlan | undefined {
  return cluster.vlans.find(vlan => vlan.id === vlanId);
}

/** Why a NIC may not have an address on a VLAN; undefined if it may. */
export function vlanAddressProblem(
  vlan: Vlan & { subnet: string },
  address: string,
): string | undefined {
  return (
    addressProblem(address, vlan.subnet) ??
    (vlan.gateway !== undefined && isSameAddress(address, vlan.gateway)
      ? `is the gateway of ${vlan.subnet}`
      : undefined)
  );
}

/** The path templates of a site; the defaults if no GitOps repository is configured. */
export function pathsOf(site: Site): GitOpsSettings['paths'] {
  return site.gitOps?.paths ?? pathsSchema.parse({});
}
