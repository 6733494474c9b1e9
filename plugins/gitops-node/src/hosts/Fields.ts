import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A host's answer is not what its API promises. */
export class AnswerError extends Error {
  readonly name = 'AnswerError';
}

/**
 * The fields of a JSON object that a host sent. A host may send anything, so each field is checked when it is read:
 * an AnswerError is thrown for a value of another type.
 */
export class Fields {
  readonly #values: Record<string, unknown>;

  constructor(value: unknown) {
    if (!isRecord(value)) {
      throw new AnswerError('an object is missing');
    }
    this.#values = value;
  }

  /** The objects of a list. */
  static list(value: unknown): Fields[] {
    if (!Array.isArray(value)) {
      throw new AnswerError('a list is missing');
    }
    return value.map(item => new Fields(item));
  }

  text(name: string): string {
    return required(name, this.optionalText(name));
  }

  /** Undefined where the field is missing or null. */
  optionalText(name: string): string | undefined {
    return this.#read(
      name,
      (value): value is string => typeof value === 'string',
    );
  }

  integer(name: string): number {
    return required(name, this.optionalInteger(name));
  }

  /** Undefined where the field is missing or null. */
  optionalInteger(name: string): number | undefined {
    return this.#read(name, (value): value is number =>
      Number.isSafeInteger(value),
    );
  }

  object(name: string): Fields {
    return new Fields(this.#values[name]);
  }

  /** Undefined where the field is missing or null. */
  optionalObject(name: string): Fields | undefined {
    const value = this.#values[name] ?? undefined;
    return value === undefined ? undefined : new Fields(value);
  }

  /** The objects of a list; none where the field is missing or null. */
  objects(name: string): Fields[] {
    return Fields.list(this.#values[name] ?? []);
  }

  /** The texts of a list; none where the field is missing or null. */
  texts(name: string): string[] {
    const value = this.#values[name] ?? [];
    const isTexts =
      Array.isArray(value) && value.every(item => typeof item === 'string');
    if (!isTexts) {
      throw new AnswerError(`${name} is no list of texts`);
    }
    return value;
  }

  #read<T>(
    name: string,
    isWanted: (value: unknown) => value is T,
  ): T | undefined {
    const value = this.#values[name] ?? undefined;
    if (value !== undefined && !isWanted(value)) {
      throw new AnswerError(`${name} is of another type`);
    }
    return value;
  }
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw new AnswerError(`${name} is missing`);
  }
  return value;
}
