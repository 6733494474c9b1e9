import {
  KubeObject,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Keeps the name, the labels and the conditions of an object. */
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

/** Keeps the spec in addition. */
export function withSpec(object: KubeObject): KubeObject {
  return { ...withConditions(object), spec: object.spec };
}

/** Keeps only the name. */
export function nameOnly({
  apiVersion,
  kind,
  metadata,
}: KubeObject): KubeObject {
  return { apiVersion, kind, metadata: { name: metadata.name } };
}
