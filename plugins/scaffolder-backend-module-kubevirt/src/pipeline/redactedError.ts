import { SecretGuard } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** The same error, still of its class, without the secrets. */
export function redactedError(error: Error, guard: SecretGuard): Error {
  const cause = error.cause as Error | undefined;
  if (
    guard.find(`${error.message}\n${error.stack}\n${cause?.message ?? ''}`)
      .length > 0
  ) {
    error.message = guard.redact(error.message);
    error.stack = guard.redact(error.stack ?? '');
    error.cause = undefined;
  }
  return error;
}
