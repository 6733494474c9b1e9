import { Requester } from '../requester/Requester';
import { KINDS } from '../live/kinds';
import { LiveClusters } from '../live/LiveClusters';
import { KindRead, readKind } from '../live/readKind';
import { Reading, flat } from '../live/Reading';

/** The names of the namespaces that the user can see on a cluster. */
export async function readNamespaces(options: {
  live: LiveClusters;
  requester: Requester;
  cluster: string;
}): Promise<Reading<KindRead<string>>> {
  const { live, ...of } = options;
  return flat(
    await live.read({
      ...of,
      what: 'namespaces',
      read: async client => {
        const keep = nameOf;
        const kind = KINDS.namespaces;
        const namespaces = await readKind({ client, kind, keep });
        if ('value' in namespaces) {
          return namespaces;
        }
        const projects = await readKind({
          client,
          kind: KINDS.projects,
          keep,
        });
        // Only OpenShift has projects. On other clusters, report why the namespaces can't be read.
        return 'value' in projects && projects.value.items.length > 0
          ? projects
          : namespaces;
      },
    }),
  );
}

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name;
}
