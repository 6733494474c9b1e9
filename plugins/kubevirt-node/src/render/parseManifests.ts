import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Document, parseAllDocuments } from 'yaml';

/** An object together with the YAML document that it was parsed from. */
export interface ParsedManifest {
  object: KubeObject;
  document: Document;
}

/**
 * Parses the Kubernetes objects of a YAML text; documents that are empty or hold only comments are passed over.
 *
 * Kubernetes reads YAML 1.1 and this project's editors write 1.2: a text that means something else in either ("on",
 * 010, 2020-01-01) is refused, so that what was checked is what the cluster gets.
 *
 * @throws InputError that names the text and what is wrong with it.
 */
export function parseManifests(options: {
  name: string;
  text: string;
}): ParsedManifest[] {
  const { name, text } = options;
  const documents = parse(text, '1.2', name);
  const older = parse(text, '1.1', name);
  return documents.flatMap((document, i) => {
    const object = toValue(document, name);
    if (object === null) {
      return [];
    }
    if (!isDeepStrictEqual(object, toValue(older[i], name))) {
      throw new InputError(
        `${name} has a value that YAML 1.1 and 1.2 read differently, such as on, yes, 010 or a date; put it in quotes`,
      );
    }
    if (!isKubeObject(object)) {
      throw new InputError(
        `${name} has a document that is no Kubernetes object; allowed: documents with apiVersion, kind and metadata.name, each a text`,
      );
    }
    return [{ object, document }];
  });
}

function parse(text: string, version: '1.1' | '1.2', name: string): Document[] {
  const documents = parseAllDocuments(text, { version });
  // For an empty stream the library answers with an empty array that carries more properties.
  const list: Document[] = Array.isArray(documents) ? [...documents] : [];
  const problem = list.flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings,
  ])[0];
  if (problem) {
    throw new InputError(`${name} is not valid YAML: ${problem.message}`);
  }
  return list;
}

function toValue(document: Document, name: string): unknown {
  try {
    // Throws for aliases that grow without bound.
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw new InputError(
      `${name} is not valid YAML: ${(error as Error).message}`,
    );
  }
}
