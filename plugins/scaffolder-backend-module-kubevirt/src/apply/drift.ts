import {
  Difference,
  KubeObject,
  differences,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** They change with every write of a policy, dry runs included (kubernetes-nmstate pkg/webhook timestamp.go). */
const VOLATILE_ANNOTATIONS = ['nmstate.io/webhook-mutating-timestamp'];

/** What an apply would change of an existing object; both as the server returns them. */
export function driftOf(live: KubeObject, wanted: KubeObject): Difference[] {
  const [was, becomes] = [live, wanted].map(stable);
  return Object.keys({ ...was, ...becomes }).flatMap(key =>
    differences(was[key], becomes[key], key),
  );
}

/** The part of an object that people write, without what the server adds. */
function stable(object: KubeObject): Record<string, unknown> {
  const { metadata, ...rest } = object;
  const { labels = {}, annotations = {} } = metadata;
  return {
    metadata: {
      labels,
      annotations: Object.fromEntries(
        Object.entries(annotations).filter(
          ([key]) => !VOLATILE_ANNOTATIONS.includes(key),
        ),
      ),
    },
    ...rest,
    status: undefined,
  };
}
