import {
  CST,
  Composer,
  Document,
  DocumentOptions,
  LineCounter,
  ParseOptions,
  Parser,
  SchemaOptions,
} from 'yaml';

/** A place in a text; lines and columns are counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Why a text can't be read as YAML. The caller adds the name of the text. */
export class YamlError extends Error {
  readonly position?: Position;

  constructor(message: string, position?: Position) {
    super(message);
    this.position = position;
  }
}

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

const OPTIONS: Record<'1.1' | '1.2', YamlOptions> = {
  /**
   * YAML 1.1 as Kubernetes' parser reads it (sigs.k8s.io/yaml, on go-yaml v2): dates stay texts, and so do numbers of
   * base 60, which a MAC address can look like.
   */
  '1.1': {
    version: '1.1',
    customTags: tags =>
      tags.filter(
        tag =>
          typeof tag === 'string' ||
          (tag.tag !== 'tag:yaml.org,2002:timestamp' &&
            !('format' in tag && tag.format === 'TIME')),
      ),
  },
  '1.2': { version: '1.2' },
};

/** A YAML or JSON text. It is scanned once, and its documents can be read by either version of YAML. */
export class YamlText {
  readonly #lines = new LineCounter();
  readonly #tokens: CST.Token[];

  /** @throws YamlError for a text that the library can't scan. */
  constructor(text: string) {
    this.#tokens = orYamlError(() => [
      ...new Parser(this.#lines.addNewLine).parse(text),
    ]);
  }

  /**
   * The documents, which hold the syntax errors that were found in them.
   *
   * @throws YamlError for a text that is nested too deeply.
   */
  documents(version: keyof typeof OPTIONS): Document[] {
    const composer = new Composer({
      ...OPTIONS[version],
      // The library compares each key with each other one, which takes minutes for a file of 1 MiB: see yamlFault.
      uniqueKeys: false,
    });
    return orYamlError(() => [...composer.compose(this.#tokens)]);
  }

  positionOf(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}

/**
 * The value of a document.
 *
 * @throws YamlError for aliases that grow without bound.
 */
export function valueOf(document: Document): unknown {
  return orYamlError(() => document.toJS({ maxAliasCount: 20 }));
}

function orYamlError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new YamlError(
      error instanceof RangeError
        ? 'it is nested too deeply'
        : (error as Error).message,
    );
  }
}
