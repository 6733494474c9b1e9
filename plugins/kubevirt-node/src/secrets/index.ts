export { UNEXAMINED } from './examine';
export type { KnownSecret } from './needles';
export { REDACTED, SecretGuard } from './SecretGuard';
export { secretsInConfig, secretsOfTask } from './secretsInConfig';
