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

/** The order in which Argo CD syncs: nodes, then networks, then VMs (Argo CD, docs/user-guide/sync-waves). */
const SYNC_WAVES: Record<string, string> = {
  [POLICY_KIND]: '0',
  [NETWORK_KIND]: '1',
  [VM_KIND]: '2',
};

/** A rendered object with the sync wave of its kind, unless the template sets one. */
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
 * An object with a record of our last write, as kubectl keeps one: it is the base of the next merge. The record is in the
 * file itself, so it survives a squash and a rename, and exists in a clone without history.
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
 * Kubernetes allows 256 KiB of annotations on an object (apimachinery, pkg/api/validation). A client that applies the
 * object may add another annotation that holds all of it, with our record.
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

/** The object of our last write, by the record in an object; undefined where there is no record. */
export function recordOf(object: KubeObject): KubeObject | undefined {
  const text: unknown = object.metadata.annotations?.[RECORD_ANNOTATION];
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const record: unknown = JSON.parse(text);
    return isKubeObject(record) ? record : undefined;
  } catch {
    // Somebody edited the record, so the last write is not known.
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
