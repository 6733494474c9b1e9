import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { addressProblem, isSameAddress } from '../values/address';
import { fieldName } from '../request/parse';
import { pathsSchema, siteSchema } from './siteSchema';
import { sizeProblem } from './sizeProblem';

/** A thousand clusters with all VLANs stay below. */
const LIMITS = {
  depth: 16,
  parts: 1_000_000,
  longest: 1000,
  characters: 20_000_000,
};

/** What the platform team configures under `kubevirt:`. */
export type Site = z.output<typeof siteSchema>;
export type Cluster = Site['clusters'][string];
/** Nodes of one kind, told by a label, with one trunked secondary NIC. */
export type NodePool = Cluster['nodePools'][string];
/** A VLAN of a cluster, with what is known of its subnet. */
export type Vlan = Cluster['vlans'][number];
export type GitOpsSettings = NonNullable<Site['gitOps']>;
/** How direct apply acts on clusters. */
export type ApplySettings = Site['apply'];
export type NamingTemplates = Site['names'];

/**
 * Parses the value of `kubevirt:` in the app configuration.
 *
 * @throws InputError that names each key at fault and what it allows. Values are not repeated: a configuration may
 * hold what nobody should read in a log.
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

/** What the site knows of a VLAN, or undefined where it is not listed. */
export function findVlan(cluster: Cluster, vlanId: number): Vlan | undefined {
  return cluster.vlans.find(vlan => vlan.id === vlanId);
}

/** Why a NIC may not have an address on a VLAN, or undefined where it may. */
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

/** The path templates of a site; the defaults where no GitOps repository is configured. */
export function pathsOf(site: Site): GitOpsSettings['paths'] {
  return site.gitOps?.paths ?? pathsSchema.parse({});
}
