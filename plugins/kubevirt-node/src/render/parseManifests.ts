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

/** An object together with the YAML document that it was parsed from. */
export interface ParsedManifest {
  object: KubeObject;
  document: Document;
}

/**
 * YAML 1.1 as Kubernetes' parser takes it (sigs.k8s.io/yaml, on go-yaml v2): dates stay texts, and so do numbers of base
 * 60, which a MAC address can look like.
 */
const OLDER: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: tags =>
    tags.filter(
      tag =>
        typeof tag === 'string' ||
        (tag.tag !== 'tag:yaml.org,2002:timestamp' &&
          !('format' in tag && tag.format === 'TIME')),
    ),
};

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
  const older = strict ? parse(text, OLDER, name) : undefined;
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
  const documents = parseAllDocuments(text, options);
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
