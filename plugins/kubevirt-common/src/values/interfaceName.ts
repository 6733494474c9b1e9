import { MAX_INTERFACE_NAME } from '../constants';

/** The rule of isInterfaceName, in words. */
export const INTERFACE_NAME_RULE = `1 to ${MAX_INTERFACE_NAME} characters, without "/", ":" and white space, and neither "." nor ".."`;

/** True for a name that the Linux kernel accepts for an interface (dev_valid_name in net/core/dev.c). */
export function isInterfaceName(name: string): boolean {
  return (
    name.length >= 1 &&
    name.length <= MAX_INTERFACE_NAME &&
    name !== '.' &&
    name !== '..' &&
    /^[\x21-\x7e]+$/.test(name) &&
    !/[/:]/.test(name)
  );
}
