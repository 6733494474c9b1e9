const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** True for what Kubernetes takes for the name of most kinds (an RFC 1123 subdomain). */
export function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name) && !name.includes('..');
}
