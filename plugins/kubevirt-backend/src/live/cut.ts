import {
  KubeObject,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Keeps of an object its names, its labels and its conditions, and of the spec nothing. */
export function withConditions(object: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = object;
  const { name, labels } = metadata;
  const { generation } = metadata as { generation?: unknown };
  const status = isRecord(object.status) ? object.status : {};
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(labels && { labels }),
      ...(generation !== undefined && { generation }),
    },
    status: {
      conditions: status.conditions,
      ...(status.policyGeneration !== undefined && {
        policyGeneration: status.policyGeneration,
      }),
    },
  };
}

/** Keeps the spec beside that. */
export function withSpec(object: KubeObject): KubeObject {
  return { ...withConditions(object), spec: object.spec };
}

/** Keeps the name alone. */
export function nameOnly({
  apiVersion,
  kind,
  metadata,
}: KubeObject): KubeObject {
  return { apiVersion, kind, metadata: { name: metadata.name } };
}
