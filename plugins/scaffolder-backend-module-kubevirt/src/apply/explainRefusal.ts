import {
  KubeObject,
  formatObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ApiError } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** Why the server refuses an object, in its words, and what to do about it where that is known. */
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
  if (error.isOwnershipConflict) {
    return `${id}: ${error.causes
      .map(({ field, message }) => `${field}: ${message}`)
      .join(
        ', ',
      )}; somebody else manages these fields and nothing is taken by force: agree with them, or have them give the fields up`;
  }
  if (error.message.startsWith(`namespaces "${namespace}" not found`)) {
    return `${id}: namespace "${namespace}" does not exist on cluster ${cluster} (${error.message}); have it made, or choose another one`;
  }
  if (hasCause('NamespaceTerminating')) {
    return `${id}: namespace "${namespace}" is being deleted (${error.message}); choose another one, or wait until it is gone and have it made again`;
  }
  return `${id}: ${error.message}`;
}
