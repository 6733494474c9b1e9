import {
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  VM_KIND,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '../cluster/apiError';
import { KIND_NOT_SERVED } from '../cluster/ObjectApi';

/** What has to be installed for a kind to exist. */
const OPERATORS: Record<string, string> = {
  [POLICY_KIND]: 'kubernetes-nmstate (on OpenShift the NMState operator)',
  [NETWORK_KIND]: 'Multus',
  [VM_KIND]: 'KubeVirt (on OpenShift the Virtualization operator)',
};

/** What the server refuses of an object, in its words, with the way out where it is known. */
export function explainRefusal(options: {
  error: ApiError;
  object: KubeObject;
  cluster: string;
}): string {
  const { error, object, cluster } = options;
  const id = formatObject(object);
  const { namespace } = object.metadata;
  const hasCause = (reason: string) =>
    error.causes.some(cause => cause.reason === reason);
  if (error.reason === KIND_NOT_SERVED) {
    return `${id}: ${error.message}; install ${
      OPERATORS[object.kind] ?? 'what defines it'
    } on cluster ${cluster}`;
  }
  if (error.isOwnershipConflict) {
    return `${id}: ${error.causes
      .map(({ field, message }) => `${field}: ${message}`)
      .join(
        ', ',
      )}; somebody else manages these fields and nothing is taken by force: agree with them, or have them give the fields up`;
  }
  if (error.status === 404 && namespace !== undefined) {
    return `${id}: namespace "${namespace}" does not exist on cluster ${cluster} (${error.message}); have it made, or choose another one`;
  }
  if (hasCause('NamespaceTerminating')) {
    return `${id}: namespace "${namespace}" is being deleted (${error.message}); choose another one, or wait until it is gone and have it made again`;
  }
  return `${id}: ${error.message}`;
}
