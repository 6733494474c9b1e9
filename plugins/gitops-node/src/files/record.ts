import { InputError } from '@backstage/errors';
import {
  KubeObject,
  NETWORK_KIND,
  POLICY_KIND,
  RECORD_ANNOTATION,
  SYNC_WAVE_ANNOTATION,
  VM_KIND,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** In bytes. */
const MAX_RECORD = 64 * 1024;

/** In which order Argo CD syncs: nodes, then networks, then VMs (Argo CD, docs/user-guide/sync-waves). */
const SYNC_WAVES: Record<string, string> = {
  [POLICY_KIND]: '0',
  [NETWORK_KIND]: '1',
  [VM_KIND]: '2',
};

/** A rendered object as it goes into a file: with its sync wave, unless the template sets one. */
export function withSyncWave(object: KubeObject): KubeObject {
  const wave = SYNC_WAVES[object.kind];
  return wave === undefined
    ? object
    : withAnnotations(object, {
        [SYNC_WAVE_ANNOTATION]: wave,
        ...object.metadata.annotations,
      });
}

/**
 * An object with a record of itself, as kubectl keeps one: what was written last is the base of the next merge. It stands
 * in the file, so it is there after a squash, a rename, and in a clone without history.
 */
export function withRecord(
  object: KubeObject,
  written: KubeObject,
): KubeObject {
  return withAnnotations(object, {
    ...object.metadata.annotations,
    [RECORD_ANNOTATION]: JSON.stringify(withoutRecord(written)),
  });
}

/**
 * Kubernetes takes 256 KiB of annotations on an object (apimachinery, pkg/api/validation), and a client that applies it may
 * write the whole object, record and all, into one more.
 *
 * @throws InputError for an object whose record is too long.
 */
export function refuseLongRecord(path: string, object: KubeObject): void {
  const length = Buffer.byteLength(
    object.metadata.annotations?.[RECORD_ANNOTATION] ?? '',
  );
  if (length > MAX_RECORD) {
    throw new InputError(
      `${path}: found a manifest of ${length} bytes, allowed: ${MAX_RECORD}, as an annotation of it records what was written; move long texts into a ConfigMap or a Secret. Nothing was written`,
    );
  }
}

/** What was written last into the file that an object was read from; undefined where no record says it. */
export function recordOf(object: KubeObject): KubeObject | undefined {
  const text: unknown = object.metadata.annotations?.[RECORD_ANNOTATION];
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const record: unknown = JSON.parse(text);
    return isKubeObject(record) ? record : undefined;
  } catch {
    // Somebody edited it: then nobody knows.
    return undefined;
  }
}

/** An object without the record. */
export function withoutRecord(object: KubeObject): KubeObject {
  const { [RECORD_ANNOTATION]: _, ...annotations } =
    object.metadata.annotations ?? {};
  return withAnnotations(object, annotations);
}

function withAnnotations(
  object: KubeObject,
  annotations: Record<string, string>,
): KubeObject {
  const { annotations: _, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
  };
}
