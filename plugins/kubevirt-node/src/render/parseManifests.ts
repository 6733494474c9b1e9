import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Document,
  DocumentOptions,
  ParseOptions,
  SchemaOptions,
  parseAllDocuments,
} from 'yaml';
import { YAML_1_1, yamlFault } from '../files/yamlFault';

/** An object together with the YAML document that it was parsed from. */
export interface ParsedManifest {
  object: KubeObject;
  document: Document;
}

/** Many times what a manifest of ours has, and what a file of somebody's may have, in characters. */
const MAX_RENDERED = 50_000;
const MAX_FILE = 500_000;

/**
 * Parses the Kubernetes objects of a YAML text; documents that are empty or hold only comments are passed over.
 *
 * With `strict`, a text that means something else in YAML 1.1, which Kubernetes reads, than in 1.2 ("on", 010) is
 * refused, so that what was checked is what the cluster gets.
 *
 * @throws InputError that names the text and what is wrong with it.
 */
export function parseManifests(options: {
  name: string;
  text: string;
  strict?: boolean;
}): ParsedManifest[] {
  const { name, text, strict } = options;
  const longest = strict ? MAX_RENDERED : MAX_FILE;
  if (text.length > longest) {
    throw new InputError(
      `${name} is too large: found ${text.length} characters, allowed: ${longest}`,
    );
  }
  const older = strict ? parse(text, YAML_1_1, name) : undefined;
  return parse(text, { version: '1.2' }, name).flatMap((document, i) => {
    const object = toValue(document, name);
    if (object === null) {
      return [];
    }
    if (older && !isDeepStrictEqual(object, toValue(older[i], name))) {
      throw new InputError(
        `${name} has a value that YAML 1.1 and 1.2 read differently, such as on, yes or 010; put it in quotes`,
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

function parse(
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions,
  name: string,
): Document[] {
  const documents = parseAllDocuments(text, { ...options, uniqueKeys: false });
  // For an empty stream the library answers with an empty array that carries more properties.
  const list: Document[] = Array.isArray(documents) ? [...documents] : [];
  const problem = list.flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings,
  ])[0];
  const fault = problem ?? list.map(yamlFault).find(Boolean);
  if (fault) {
    throw new InputError(`${name} is not valid YAML: ${fault.message}`);
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
