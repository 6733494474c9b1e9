import type { Config } from '@backstage/config';
import { KnownSecret } from './needles';

/**
 * Keys whose values are secrets, without case and punctuation: those that end with one of these words. `tokenUrl`,
 * `passwordFile` and `secretName` thus are none, and neither are an `accessKeyId` and a certificate.
 */
const SECRET_KEY =
  /(token|password|passwd|passphrase|secret|privatekey|apikey|accesskey|secretkey|signingkey|encryptionkey|sharedkey|accountkey|keydata|credential|authorization|cookie|connectionstring|dsn)s?$|^(pat|pwd|pass|jwt)$/;
/** Below these, every text is a secret, whatever its key. */
const SECRETS_BELOW = /(token|password|secret)s$/;
/** Names of secrets, rather than secrets: the scaffolder's form asks for a secret of this name. */
const NAMES_OF_SECRETS = new Set(['kubevirt.apply.userTokenSecret']);

const URL_PASSWORD =
  /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]{0,256}:([^\s/@]{1,1024})@/gi;
const SCHEME = /^(bearer|basic|token)\s+(\S+)$/i;

interface Leaf {
  path: string;
  value: unknown;
  isSecret: boolean;
}

/**
 * The secrets of the app's configuration: the texts and numbers under keys that end with "token", "password", "secret"
 * and the like, and the passwords of URLs (`scheme://user:password@host`) under any key. Their names are their paths.
 */
export function secretsInConfig(config: Config): KnownSecret[] {
  const found: KnownSecret[] = [];
  const seen = new Set<object>();
  const open: Leaf[] = [
    { path: '', value: config.getOptional(), isSecret: false },
  ];
  for (let leaf = open.pop(); leaf; leaf = open.pop()) {
    const { path, value, isSecret } = leaf;
    if (typeof value === 'object' && value !== null) {
      if (!seen.has(value)) {
        seen.add(value);
        // A stack: the reverse order keeps the order of the configuration.
        open.push(...below(value, path, isSecret).reverse());
      }
    } else if (typeof value === 'string' || typeof value === 'number') {
      found.push(
        ...secretsIn(String(value), isSecret).map(secret => ({
          name: path,
          value: secret,
        })),
      );
      // Key files of clouds are JSON in a text.
      open.push({ path, value: isSecret && objectIn(value), isSecret: false });
    }
  }
  return withoutRepeats(found);
}

/** The secrets of a scaffolder task, by the names that templates call them. */
export function secretsOfTask(
  secrets: Record<string, string> | undefined,
): KnownSecret[] {
  return withoutRepeats(
    Object.entries(secrets ?? {})
      // Plugins also put values that are no texts among a task's secrets.
      .filter(([, value]) => typeof value === 'string')
      .map(([name, value]) => ({
        name: `secrets.${name}`,
        value: trimmed(value),
      })),
  );
}

function below(parent: object, path: string, isSecret: boolean): Leaf[] {
  if (Array.isArray(parent)) {
    return parent.map((value, i) => ({
      path: `${path}[${i}]`,
      value,
      isSecret,
    }));
  }
  return Object.entries(parent).map(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const plainKey = key.toLowerCase().replace(/[^a-z0-9]/g, '');
    const isNested = typeof value === 'object' && !Array.isArray(value);
    const pattern = isNested ? SECRETS_BELOW : SECRET_KEY;
    return {
      path: at,
      value,
      isSecret:
        (isSecret || pattern.test(plainKey)) && !NAMES_OF_SECRETS.has(at),
    };
  });
}

function secretsIn(value: string, isSecret: boolean): string[] {
  const passwords = [...value.matchAll(URL_PASSWORD)].flatMap(
    ([, password]) => [password, decoded(password)],
  );
  if (!isSecret) {
    return passwords;
  }
  const [, scheme, token] = SCHEME.exec(value) ?? [];
  const parts = token ? [token] : [];
  if (scheme?.toLowerCase() === 'basic') {
    const login = Buffer.from(token, 'base64').toString('utf8');
    parts.push(login.slice(login.indexOf(':') + 1));
  }
  return [trimmed(value), ...parts, ...passwords];
}

function objectIn(value: string | number): object | undefined {
  try {
    const parsed = JSON.parse(String(value));
    return typeof parsed === 'object' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trimmed(value: string): string {
  return value.replace(/[\r\n]+$/, '');
}

function withoutRepeats(secrets: KnownSecret[]): KnownSecret[] {
  const byValue = new Map<string, KnownSecret>();
  for (const secret of secrets) {
    if (secret.value !== '' && !byValue.has(secret.value)) {
      byValue.set(secret.value, secret);
    }
  }
  return [...byValue.values()];
}
