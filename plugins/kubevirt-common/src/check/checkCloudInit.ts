import { MAX_CLOUD_INIT_BYTES } from '../constants';
import { isRecord } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import {
  CLOUD_INIT_KINDS,
  cloudInitText,
  isTooDeep,
  parseCloudInit,
} from '../manifests/cloudInitData';
import { list, record } from '../manifests/read';
import { VM_SPEC } from '../manifests/vmSpec';

const DATA = ['userData', 'networkData'] as const;
/** Keys of cloud-config that hold or lead to a password (cloud-init docs, modules "Users and Groups", "Set Passwords"). */
const SECRET_KEYS = [
  'hashed_passwd',
  'passwd',
  'password',
  'plain_text_passwd',
  'ssh_keys',
];

const SECRET_LINE = new RegExp(
  `^[ \\t]*(- )?["']?(${SECRET_KEYS.join('|')})["']?[ \\t]*:`,
  'm',
);

/** For data that is not parsed: matches anywhere, because the key may be inside braces. */
const SECRET_ANYWHERE = new RegExp(
  `\\b(${[...SECRET_KEYS, 'chpasswd'].join('|')})["']?[ \\t]*:`,
);

/**
 * Checks the inline cloud-init data of a VM: its size, that network data comes with user data, and that it holds no
 * secret.
 */
export function checkCloudInit(context: CheckContext): void {
  list(context.object.spec, 'template', 'spec', 'volumes').forEach(
    (volume, i) =>
      CLOUD_INIT_KINDS.filter(kind => isRecord(record(volume)[kind])).forEach(
        kind =>
          checkVolume({
            context,
            cloudInit: record(volume, kind),
            field: `${VM_SPEC}.volumes[${i}].${kind}`,
          }),
      ),
  );
}

interface VolumeCheck {
  context: CheckContext;
  cloudInit: Record<string, unknown>;
  field: string;
}

function checkVolume({ context, cloudInit, field }: VolumeCheck): void {
  for (const key of DATA) {
    const value = cloudInitText(cloudInit, key) ?? '';
    checkText({ context, value, field: `${field}.${key}` });
  }
  const hasUserData = Object.keys(cloudInit).some(
    key => key.startsWith('userData') || key === 'secretRef',
  );
  if (!hasUserData) {
    context.report({
      level: 'error',
      code: 'vm-cloud-init-user-data',
      field,
      message:
        'found no user data, allowed: user data, beside network data too',
    });
  }
}

function checkText(options: {
  context: CheckContext;
  value: string;
  field: string;
}): void {
  const { context, value, field } = options;
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > MAX_CLOUD_INIT_BYTES) {
    context.report({
      level: 'error',
      code: 'vm-cloud-init-size',
      field,
      message: `found ${bytes} bytes, allowed: ${MAX_CLOUD_INIT_BYTES}; longer data belongs into a Secret`,
    });
  } else if (hasSecret(value)) {
    context.report({
      level: 'error',
      code: 'vm-cloud-init-secret',
      field,
      message:
        'found a password or private key, allowed: no secret in a manifest; put the data into a Secret and refer to it',
    });
  }
}

function hasSecret(value: string): boolean {
  return (
    /PRIVATE KEY/.test(value) ||
    // Searched in the text as well: YAML parsing misses MIME parts, further documents and repeated keys.
    SECRET_LINE.test(value) ||
    (isTooDeep(value) && SECRET_ANYWHERE.test(value)) ||
    hasSecretKey(parseCloudInit(value))
  );
}

function hasSecretKey(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(hasSecretKey);
  }
  return (
    isRecord(value) &&
    Object.entries(value).some(
      ([key, child]) =>
        SECRET_KEYS.includes(key) ||
        (key === 'chpasswd' && isRecord(child) && 'list' in child) ||
        hasSecretKey(child),
    )
  );
}
