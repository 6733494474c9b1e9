import { UNEXAMINED, examine } from './examine';
import { KnownSecret, Needle, needlesOf } from './needles';
import { fromBytes, toBytes } from './View';

/** Replaces a secret. */
export const REDACTED = '***';

// Nobody writes JSON that is nested deeper.
const MAX_DEPTH = 200;

/**
 * Keeps the secrets that the backend knows out of everything that others see: manifests, commit messages, pull requests,
 * log lines, outputs and errors. It finds them plain and in the encodings that manifests and tools use, in up to three
 * layers. A text that is too large to examine counts as a secret with the name `UNEXAMINED`.
 */
export class SecretGuard {
  readonly #needles: Needle[];

  constructor(secrets: KnownSecret[]) {
    this.#needles = needlesOf(secrets);
  }

  /** Names of the secrets that a text holds, plain or encoded. */
  find(text: string): string[] {
    const { hits } = examine(toBytes(text), this.#needles);
    return [...new Set(hits.map(hit => hit.name))];
  }

  /** The text with "***" for every secret that it holds, and for every run of encoded text that holds one. */
  redact(text: string): string {
    const bytes = toBytes(text);
    const { hits } = examine(bytes, this.#needles);
    if (hits.length === 0) {
      return text;
    }
    let redacted = '';
    let done = 0;
    let covered = -1;
    for (const { start, end } of hits.sort((a, b) => a.start - b.start)) {
      if (start > covered) {
        redacted += bytes.slice(done, start) + REDACTED;
      }
      covered = Math.max(covered, end);
      done = covered;
    }
    return fromBytes(redacted + bytes.slice(done));
  }

  /** Names of the secrets in any string or number of a JSON-like value, its keys included. */
  findIn(value: unknown): string[] {
    const names = new Set<string>();
    mapped(
      value,
      text => {
        this.find(text).forEach(name => names.add(name));
        return text;
      },
      () => names.add(UNEXAMINED),
    );
    return [...names];
  }

  /**
   * A JSON-like value with "***" for the secrets in its strings and keys. A number that is a secret is replaced by a string.
   */
  redactIn<T>(value: T): T {
    return mapped(
      value,
      text => this.redact(text),
      () => {},
    ) as T;
  }
}

/** A copy of a value with other strings; "***" where it is nested too deeply, or within itself. */
function mapped(
  root: unknown,
  change: (text: string) => string,
  onTooDeep: () => void,
): unknown {
  const visit = (value: unknown, above: object[]): unknown => {
    if (typeof value === 'string') {
      return change(value);
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
      const changed = change(String(value));
      return changed === String(value) ? value : changed;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (above.includes(value)) {
      return REDACTED;
    }
    if (above.length >= MAX_DEPTH) {
      onTooDeep();
      return REDACTED;
    }
    const path = [...above, value];
    if (Array.isArray(value)) {
      return value.map(item => visit(item, path));
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return visit(value.toJSON(), path);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        change(key),
        visit(item, path),
      ]),
    );
  };
  return visit(root, []);
}
