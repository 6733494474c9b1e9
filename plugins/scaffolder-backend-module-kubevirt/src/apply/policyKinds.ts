import {
  KINDS,
  KubeObject,
  POLICY_LABEL,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Kind } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

export const ENACTMENT_API_VERSION = KINDS.enactments.apiVersion;
export const ENACTMENT_KIND = KINDS.enactments.kind;

/** The generation that the server gave an object; a manifest has none. */
export function generationOf(object: KubeObject): number | undefined {
  const { generation } = object.metadata as { generation?: number };
  return generation;
}

/** One policy. */
export const policyKind = ({
  apiVersion,
  kind,
  metadata,
}: KubeObject): Kind => ({
  apiVersion,
  kind,
  fieldSelector: `metadata.name=${metadata.name}`,
});

/** The enactments of a policy. */
export const enactmentKind = ({ metadata }: KubeObject): Kind => ({
  apiVersion: ENACTMENT_API_VERSION,
  kind: ENACTMENT_KIND,
  labelSelector: `${POLICY_LABEL}=${metadata.name}`,
});

/** The nodes that a policy selects. */
export const nodeKind = (policy: KubeObject): Kind => ({
  apiVersion: KINDS.nodes.apiVersion,
  kind: KINDS.nodes.kind,
  labelSelector: selectorText(policy),
});

/** The labels of the nodes that a policy selects. */
export function nodeSelectorOf({ spec }: KubeObject): Record<string, unknown> {
  return isRecord(spec) && isRecord(spec.nodeSelector) ? spec.nodeSelector : {};
}

/** A policy's nodeSelector, as kubectl takes it. */
export function selectorText(policy: KubeObject): string {
  return Object.entries(nodeSelectorOf(policy))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
