import { MAX_CLOUD_INIT_BYTES } from '../constants';
import { CheckContext } from './check';
import { list, record, text } from './read';
import { VM_SPEC } from './vmSpec';

/** Inline cloud-init data: its size, its pairing, and that it holds no secret. */
export function checkCloudInit({ object, report }: CheckContext): void {
  list(object.spec, 'template', 'spec', 'volumes').forEach((volume, i) => {
    const cloudInit = record(volume, 'cloudInitNoCloud');
    const field = `${VM_SPEC}.volumes[${i}].cloudInitNoCloud`;
    for (const key of ['userData', 'networkData']) {
      const value = text(cloudInit, key) ?? '';
      const bytes = new TextEncoder().encode(value).length;
      if (bytes > MAX_CLOUD_INIT_BYTES) {
        report({
          level: 'error',
          code: 'vm-cloud-init-size',
          field: `${field}.${key}`,
          message: `found ${bytes} bytes, allowed: ${MAX_CLOUD_INIT_BYTES}; longer data belongs into a Secret`,
        });
      }
      if (
        /PRIVATE KEY|^\s*(passwd|password|hashed_passwd|plain_text_passwd)\s*:/m.test(
          value,
        )
      ) {
        report({
          level: 'error',
          code: 'vm-cloud-init-secret',
          field: `${field}.${key}`,
          message:
            'found a password or private key, allowed: no secret in a manifest; put the data into a Secret and refer to it',
        });
      }
    }
    const hasUserData = Object.keys(cloudInit).some(
      key => key.startsWith('userData') || key === 'secretRef',
    );
    if (Object.keys(cloudInit).length > 0 && !hasUserData) {
      report({
        level: 'error',
        code: 'vm-cloud-init-user-data',
        field,
        message: 'found network data alone, allowed: user data beside it',
      });
    }
  });
}
