import {
  Fact,
  KINDS,
  LIVE_KINDS,
  LiveFacts,
  LiveKind,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '../cluster/ClusterClient';
import { listWithFallback } from './listWithFallback';
import { slim } from './slim';

interface GatherOptions {
  client: ClusterClient;
  /** Of the manifests that are to be checked. */
  namespaces: string[];
  signal?: AbortSignal;
  now?: () => Date;
}

/**
 * Reads what the checks need to know of a cluster: each kind once, in pages, all at the same time. Where an identity may
 * not read a kind in all namespaces, the given ones are read instead, and the fact says so.
 *
 * Resolves whatever happens, except for an abort: a kind that can't be read says why.
 */
export async function gatherFacts(options: GatherOptions): Promise<LiveFacts> {
  const facts = await Promise.all(
    LIVE_KINDS.map(async kind => [kind, await gather(options, kind)]),
  );
  options.signal?.throwIfAborted();
  return Object.fromEntries(facts);
}

async function gather(options: GatherOptions, name: LiveKind): Promise<Fact> {
  const { client, namespaces, now = () => new Date() } = options;
  const read = await listWithFallback({
    client,
    kind: KINDS[name],
    keep: slim,
    namespaces,
    isStrict: true,
  });
  if (!read.known) {
    return { known: false, because: read.because };
  }
  const { items: objects, narrowed } = read;
  const cluster = `cluster ${client.cluster}`;
  const source = narrowed
    ? `namespace ${narrowed.namespaces.join(', ')} of ${cluster}`
    : cluster;
  return {
    known: true,
    objects,
    source,
    readAt: now().toISOString(),
    ...(narrowed && {
      partial: `only ${source} was read, as ${narrowed.because}`,
    }),
  };
}
