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
/** A text that is no more than a name or a path, such as the name of a Secret. */
const PLAIN = /^[\w./-]*$/;
/** The user and the password in a URL. */
const LOGIN = /([a-z][a-z0-9+.-]*:\/\/)[^/?#\s]*@/gi;
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
  if (isPrivate) {
    return hiddenValue(value);
  }
  return typeof value === 'string' ? hiddenText(value) : value;
}

/** A text that mentions a password may hold it, such as JSON in an annotation. */
function hiddenText(text: string): string {
  return !PLAIN.test(text) && PRIVATE.test(text)
    ? HIDDEN
    : text.replace(LOGIN, `$1${HIDDEN}@`);
}

/** Flags say nothing. */
function hiddenValue(value: unknown): unknown {
  return typeof value === 'boolean' ? value : HIDDEN;
}
