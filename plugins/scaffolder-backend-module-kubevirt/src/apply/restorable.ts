import {
  KubeObject,
  RECORD_ANNOTATION,
  isRecord,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { PRIVATE } from './undo';

const HIDDEN = '<not shown>';
/** What the server or a controller writes. */
const OF_THE_SERVER = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];
/** They repeat the object, secrets included. */
const COPIES = [
  RECORD_ANNOTATION,
  'kubectl.kubernetes.io/last-applied-configuration',
  'nmstate.io/webhook-mutating-timestamp',
];
/** The name of a Secret is none. */
const REFERENCE = /(Ref|Name)$/;

/** An object as somebody can create it again. What may be a password is hidden: this goes into a log. */
export function restorable({ status: _, ...object }: KubeObject): KubeObject {
  const { annotations = {}, ...metadata } = object.metadata;
  const kept = without(annotations, COPIES);
  return {
    ...(hidden(object) as KubeObject),
    metadata: {
      ...(without(metadata, OF_THE_SERVER) as KubeObject['metadata']),
      ...(Object.keys(kept).length > 0 && {
        annotations: hidden(kept) as Record<string, string>,
      }),
    },
  };
}

function without(
  value: Record<string, unknown>,
  keys: string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !keys.includes(key)),
  );
}

function hidden(value: unknown, isPrivate = false): unknown {
  if (Array.isArray(value)) {
    return value.map(item => hidden(item, isPrivate));
  }
  if (isRecord(value)) {
    // `{ name: 'PASSWORD', value: … }`, as in a list of variables.
    const isNamed = 'value' in value && PRIVATE.test(String(value.name));
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        REFERENCE.test(key)
          ? child
          : hidden(
              child,
              isPrivate || PRIVATE.test(key) || (isNamed && key === 'value'),
            ),
      ]),
    );
  }
  const isText = typeof value === 'string';
  return isPrivate || (isText && value.includes('\n') && PRIVATE.test(value))
    ? hiddenValue(value)
    : value;
}

/** Flags say nothing. */
function hiddenValue(value: unknown): unknown {
  return typeof value === 'boolean' ? value : HIDDEN;
}
