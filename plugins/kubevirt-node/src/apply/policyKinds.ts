import {
  KubeObject,
  POLICY_LABEL,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Kind } from '../cluster/ClusterClient';

export const ENACTMENT_API_VERSION = 'nmstate.io/v1beta1';
export const ENACTMENT_KIND = 'NodeNetworkConfigurationEnactment';

/** The generation, which metadata of a manifest does not have and of an object of the server does. */
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
export function nodeKind(policy: KubeObject): Kind {
  const { nodeSelector } = isRecord(policy.spec) ? policy.spec : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    labelSelector: selectorText(nodeSelector),
  };
}

/** As kubectl takes it. */
export function selectorText(nodeSelector: unknown): string {
  return Object.entries(isRecord(nodeSelector) ? nodeSelector : {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
