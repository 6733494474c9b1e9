import {
  NETWORK_API_VERSION,
  NETWORK_KIND,
  POLICY_API_VERSION,
  POLICY_KIND,
  VM_API_VERSION,
  VM_KIND,
} from '../constants';

/** The kinds that the checks know, as `apiVersion/kind`. */
export const CHECKED_KINDS = [
  `${POLICY_API_VERSION}/${POLICY_KIND}`,
  `${NETWORK_API_VERSION}/${NETWORK_KIND}`,
  `${VM_API_VERSION}/${VM_KIND}`,
] as const;

/** `apiVersion/kind` of an object. */
export function kindOf(object: { apiVersion: string; kind: string }): string {
  return `${object.apiVersion}/${object.kind}`;
}
