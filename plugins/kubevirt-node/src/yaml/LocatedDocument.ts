import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import { differences } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Document } from 'yaml';
import { Keys, offsetOfField } from './locate';
import { yamlFault } from './yamlFault';
import { Position, YamlError, YamlText, valueOf } from './YamlText';

/** A document of a file, whose faults and fields are shown with file, line and column. */
export class LocatedDocument {
  readonly #name: string;
  readonly #yaml: YamlText;
  readonly #document: Document;
  readonly #older?: Document;

  private constructor(options: {
    name: string;
    yaml: YamlText;
    document: Document;
    older?: Document;
  }) {
    this.#name = options.name;
    this.#yaml = options.yaml;
    this.#document = options.document;
    this.#older = options.older;
  }

  /**
   * The documents of a YAML or JSON text.
   *
   * @throws InputError that names the file and, where the library knows it, the place.
   */
  static parseAll(options: {
    /** The file in messages. */
    name: string;
    text: string;
    /** Reads the text by YAML 1.1 as well, for manifests. */
    strict?: boolean;
  }): LocatedDocument[] {
    const { name, text, strict } = options;
    try {
      const yaml = new YamlText(text);
      const documents = validDocuments(yaml, '1.2');
      const older = strict ? validDocuments(yaml, '1.1') : [];
      return documents.map(
        (document, i) =>
          new LocatedDocument({ name, yaml, document, older: older[i] }),
      );
    } catch (error) {
      throw error instanceof YamlError ? invalid(name, error) : error;
    }
  }

  /** What the document says in YAML 1.2. */
  value(): unknown {
    return this.#valueOf(this.#document);
  }

  /** What Kubernetes reads, which takes the document for YAML 1.1; undefined without `strict`. */
  olderValue(): unknown {
    return this.#older && this.#valueOf(this.#older);
  }

  /** Where a field is, or else its deepest parent that is there; see `offsetOfField`. */
  positionOf(keys: Keys, field: string): Position {
    return this.#yaml.positionOf(
      offsetOfField(this.#document, keys, field) ?? 0,
    );
  }

  /** The same as `file:line:column`. */
  placeOf(keys: Keys, field: string): string {
    return placed(this.#name, this.positionOf(keys, field));
  }

  /**
   * Refuses a document that Kubernetes may read differently. The text must have been parsed with `strict`.
   *
   * @throws InputError for unknown tags, and for values that YAML 1.1 and 1.2 read differently.
   */
  refuseOtherMeanings(): void {
    const [warning] = this.#document.warnings;
    if (warning) {
      throw new InputError(
        `${this.placeOf([], '')}: found ${
          warning.message
        }, allowed: plain YAML`,
      );
    }
    const [value, older] = [this.value(), this.olderValue()];
    if (isDeepStrictEqual(value, older)) {
      return;
    }
    const [difference] = differences({ o: value }, { o: older }, '', []);
    const [, ...keys] = difference?.keys ?? [];
    throw new InputError(
      `${this.placeOf(
        keys,
        '',
      )}: found a value that YAML 1.1, which Kubernetes reads, and YAML 1.2 read differently (on, yes, 010, a merge key "<<"), allowed: one meaning; put it in quotes, or write it out`,
    );
  }

  #valueOf(document: Document): unknown {
    try {
      return valueOf(document);
    } catch (error) {
      throw invalid(this.placeOf([], ''), error as YamlError);
    }
  }
}

/** @throws YamlError for the first error or fault of the first document that has one; warnings are let through. */
function validDocuments(yaml: YamlText, version: '1.1' | '1.2'): Document[] {
  const documents = yaml.documents(version);
  for (const document of documents) {
    const [error] = document.errors;
    const fault = error
      ? { offset: error.pos[0], message: error.message }
      : yamlFault(document);
    if (fault) {
      throw new YamlError(fault.message, yaml.positionOf(fault.offset));
    }
  }
  return documents;
}

function invalid(name: string, { message, position }: YamlError): InputError {
  const place = position ? placed(name, position) : name;
  return new InputError(
    `${place}: found no valid YAML (${message}), allowed: YAML or JSON; mend the file, or leave it out of what is checked`,
  );
}

function placed(name: string, { line, column }: Position): string {
  return `${name}:${line}:${column}`;
}
