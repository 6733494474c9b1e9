import type {
  Fact,
  KubeObject,
  LiveFacts,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** What one read of the demo cluster returned. */
export const readAt =
  (time: string) =>
  (...objects: KubeObject[]): Extract<Fact, { known: true }> => ({
    known: true,
    objects,
    source: 'cluster demo',
    readAt: time,
  });

/** The demo cluster, read completely: it has nothing but what `more` says. */
export const liveFacts = (
  time: string,
  more: Partial<LiveFacts> = {},
): LiveFacts => {
  const none = readAt(time);
  return {
    nodes: none(),
    nodeStates: none(),
    policies: none(),
    networks: none(),
    vms: none(),
    namespaces: none(),
    ...more,
  };
};
