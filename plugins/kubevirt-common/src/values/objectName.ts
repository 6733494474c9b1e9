const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** True for a name that Kubernetes accepts for most kinds (an RFC 1123 subdomain). */
export function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name) && !name.includes('..');
}
