import {
  Facts,
  Finding,
  Site,
  check,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Manifest } from '../input/Manifest';
import { LocatedFinding } from '../report/Report';

/** The manifests of one cluster. */
export interface ClusterManifests {
  cluster: string;
  manifests: Manifest[];
}

/** Checks the manifests of one cluster against each other and against its facts. Pure. */
export function checkCluster(options: {
  group: ClusterManifests;
  facts: Facts;
  site: Site;
  /** A file in messages. */
  show: (path: string) => string;
}): LocatedFinding[] {
  const { facts, site, show } = options;
  const { cluster, manifests } = options.group;
  const first = new Map<string, Manifest>();
  const repeated: Manifest[] = [];
  for (const manifest of manifests) {
    const id = formatObject(manifest.object);
    if (first.has(id)) {
      repeated.push(manifest);
    } else {
      first.set(id, manifest);
    }
  }
  const objects = [...first.values()].map(({ object }) => object);
  const at = (manifest: Manifest, finding: Finding): LocatedFinding => ({
    ...finding,
    cluster,
    path: manifest.path,
    ...manifest.locate(finding.field),
  });
  return [
    ...check(objects, facts, site).map(finding =>
      // A finding about the entire change is reported for its first object.
      at(first.get(finding.object) ?? manifests[0], finding),
    ),
    ...repeated.map(manifest => {
      const id = formatObject(manifest.object);
      const twin = first.get(id)!;
      const { line } = twin.locate('metadata.name');
      return at(manifest, {
        level: 'error',
        code: 'object-repeated',
        object: id,
        field: 'metadata.name',
        message: `found it in ${show(
          twin.path,
        )}:${line} as well, allowed: one manifest for each object of a cluster; take one out (this one was not checked)`,
      });
    }),
  ];
}
