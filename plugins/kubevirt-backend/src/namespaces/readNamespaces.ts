import { Fact, KINDS } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { flat } from '../live/factParts';
import { LiveClusters } from '../live/LiveClusters';
import { KindRead, readKind } from '../live/readKind';

/** The names of the namespaces that the user can see on a cluster. */
export async function readNamespaces(options: {
  live: LiveClusters;
  requester: Requester;
  cluster: string;
}): Promise<Fact<KindRead<string>>> {
  const { live, ...of } = options;
  return flat(
    await live.read({
      ...of,
      what: 'namespaces',
      read: async client => {
        const keep = nameOf;
        const kind = KINDS.namespaces;
        const namespaces = await readKind({ client, kind, keep });
        if (namespaces.known) {
          return namespaces;
        }
        const projects = await readKind({
          client,
          kind: KINDS.projects,
          keep,
        });
        // A cluster that is no OpenShift has none; what was wrong with the namespaces is the reason then.
        return projects.known && projects.items.length > 0
          ? projects
          : namespaces;
      },
    }),
  );
}

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name;
}
