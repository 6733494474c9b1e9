import { InputError } from '@backstage/errors';
import {
  Document,
  DocumentOptions,
  LineCounter,
  ParseOptions,
  SchemaOptions,
  parseAllDocuments,
} from 'yaml';
import { yamlFault } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

export const YAML_1_2: YamlOptions = { version: '1.2' };

/** A document of a file, and where its offsets lie in it. */
export interface YamlDocument {
  document: Document;
  lines: LineCounter;
}

/**
 * The documents of a YAML or JSON text.
 *
 * @throws InputError that names the file and the line.
 */
export function parseYaml(
  path: string,
  text: string,
  options: YamlOptions = YAML_1_2,
): YamlDocument[] {
  const lines = new LineCounter();
  const documents = parse(path, text, {
    ...options,
    lineCounter: lines,
    // The library compares each key with each other one: minutes, for a file of 1 MiB.
    uniqueKeys: false,
    prettyErrors: false,
  });
  for (const document of documents) {
    const [error] = document.errors;
    const fault = error
      ? { offset: error.pos[0], message: error.message }
      : yamlFault(document);
    if (fault) {
      const { line, col } = lines.linePos(fault.offset);
      throw invalid(`${path}:${line}:${col}`, fault.message);
    }
  }
  return documents.map(document => ({ document, lines }));
}

/** What a document says; aliases are bounded. */
export function valueOf(place: string, { document }: YamlDocument): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw invalid(place, (error as Error).message);
  }
}

function parse(path: string, text: string, options: YamlOptions): Document[] {
  try {
    const documents = parseAllDocuments(text, options);
    // For an empty stream the library answers with an empty array that carries more properties.
    return Array.isArray(documents) ? [...documents] : [];
  } catch (error) {
    throw invalid(
      path,
      error instanceof RangeError
        ? 'it is nested too deeply'
        : (error as Error).message,
    );
  }
}

function invalid(place: string, message: string): InputError {
  return new InputError(
    `${place}: found no valid YAML (${message}), allowed: YAML or JSON; mend the file, or leave it out of what is checked`,
  );
}
