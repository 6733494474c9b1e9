import {
  Fact,
  KubeObject,
  LiveFacts,
  LiveKind,
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { ClusterClient, Kind } from '../cluster/ClusterClient';
import { slim } from './slim';

/** Where each kind of fact comes from (nmstate/kubernetes-nmstate, deploy/crds: NodeNetworkState is v1beta1 alone). */
const KINDS: Record<LiveKind, Omit<Kind, 'namespace'>> = {
  nodes: { apiVersion: 'v1', kind: 'Node' },
  nodeStates: { apiVersion: 'nmstate.io/v1beta1', kind: 'NodeNetworkState' },
  policies: { apiVersion: POLICY_API_VERSION, kind: POLICY_KIND },
  networks: { apiVersion: NETWORK_API_VERSION, kind: NETWORK_KIND },
  vms: { apiVersion: VM_API_VERSION, kind: VM_KIND },
  namespaces: { apiVersion: 'v1', kind: 'Namespace' },
};
const NAMESPACED: LiveKind[] = ['networks', 'vms'];

/**
 * Reads what the checks want to know of a cluster: each kind once, in pages, all at the same time. Where an identity may
 * not read a kind in all namespaces, those that are asked about are read instead, and the fact says so.
 *
 * Resolves whatever happens, except for an abort: a kind that can't be read says why.
 *
 * @param namespaces - of the manifests that are to be checked
 */
export async function gatherFacts(options: {
  client: ClusterClient;
  namespaces: string[];
  signal?: AbortSignal;
  now?: () => Date;
}): Promise<LiveFacts> {
  const facts = await Promise.all(
    Object.keys(KINDS).map(async kind => [
      kind,
      await gather(options, kind as LiveKind),
    ]),
  );
  options.signal?.throwIfAborted();
  return Object.fromEntries(facts);
}

/** All facts of a cluster that can't be reached, or that nobody may ask. */
export function missingFacts(because: string): LiveFacts {
  const fact: Fact = { known: false, because };
  return Object.fromEntries(
    Object.keys(KINDS).map(kind => [kind, fact]),
  ) as LiveFacts;
}

async function gather(
  options: Parameters<typeof gatherFacts>[0],
  kind: LiveKind,
): Promise<Fact> {
  const { client, namespaces } = options;
  const source = `cluster ${client.cluster}`;
  try {
    return known(options, source, await list(client, kind));
  } catch (error) {
    const because = reason(client, kind, error as Error);
    const mayBeNarrower =
      error instanceof ApiError &&
      error.status === 403 &&
      NAMESPACED.includes(kind) &&
      namespaces.length > 0;
    if (!mayBeNarrower) {
      return { known: false, because };
    }
    try {
      const lists = await Promise.all(
        namespaces.map(namespace => list(client, kind, namespace)),
      );
      const where = `namespace ${namespaces.join(', ')} of ${source}`;
      return {
        ...known(options, where, lists.flat()),
        partial: `only ${where} was read, as ${because}`,
      };
    } catch (narrower) {
      return { known: false, because: reason(client, kind, narrower as Error) };
    }
  }
}

async function list(
  client: ClusterClient,
  kind: LiveKind,
  namespace?: string,
): Promise<KubeObject[]> {
  const { items } = await client.list({ ...KINDS[kind], namespace });
  return items.map(slim);
}

function known(
  { now = () => new Date() }: Parameters<typeof gatherFacts>[0],
  source: string,
  objects: KubeObject[],
): Extract<Fact, { known: true }> {
  return { known: true, objects, source, readAt: now().toISOString() };
}

function reason(client: ClusterClient, kind: LiveKind, error: Error): string {
  return `${KINDS[kind].kind} objects can’t be read on cluster ${
    client.cluster
  } as ${client.actingAs} (${error.message.replace(/\.$/, '')})`;
}
