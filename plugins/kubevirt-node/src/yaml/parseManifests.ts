import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  CST,
  Composer,
  Document,
  DocumentOptions,
  ParseOptions,
  Parser,
  SchemaOptions,
  YAMLError,
  isScalar,
  visit,
} from 'yaml';
import { YAML_1_1, YamlFault, yamlFault } from './yamlFault';
import { refuseSyntax } from './refuseSyntax';

/** An object together with the YAML document that it was parsed from. */
export interface ParsedManifest {
  object: KubeObject;
  document: Document;
}

/** Many times what a manifest of ours has, and what a file of somebody's may have, in characters. */
const MAX_RENDERED = 100_000;
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
  if (strict) {
    refuseSyntax(name, text, 'render less into one file');
  }
  const tokens = [...new Parser().parse(text)];
  const read = (rules: YamlOptions) =>
    documentsOf({ name, text, tokens, options: rules });
  const older = strict ? read(YAML_1_1) : undefined;
  return read({ version: '1.2' }).flatMap((document, i) => {
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

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

/** The documents of a text by one version of YAML; what the versions share is parsed once. */
function documentsOf(options: {
  name: string;
  text: string;
  tokens: CST.Token[];
  options: YamlOptions;
}): Document[] {
  const { name, text, tokens } = options;
  const composer = new Composer({ ...options.options, uniqueKeys: false });
  const documents: Document[] = [...composer.compose(tokens)];
  const [problem] = documents.flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings,
  ]);
  const fault =
    (problem && withPlace(problem, text)) ??
    documents
      .map(document => yamlFault(document) ?? keyFault(document))
      .find(Boolean);
  if (fault) {
    throw new InputError(`${name} is not valid YAML: ${fault.message}`);
  }
  return documents;
}

/** Of the first problem alone: the library says where each of them is, which takes long where there are thousands. */
function withPlace(
  { message, pos: [offset] }: YAMLError,
  text: string,
): YamlFault {
  const lines = text.slice(0, offset).split('\n');
  const column = lines[lines.length - 1].length + 1;
  return {
    offset,
    message: `${message} at line ${lines.length}, column ${column}`,
  };
}

/** A key that is a mapping or a list becomes a text, in time that doubles with each one in another. */
function keyFault(document: Document): YamlFault | undefined {
  let fault: YamlFault | undefined;
  visit(document, {
    Pair(_, { key }) {
      if (key !== null && !isScalar(key)) {
        fault = {
          offset: 0,
          message: 'a key is a mapping, a list or an alias; allowed: a text',
        };
      }
      return fault && visit.BREAK;
    },
  });
  return fault;
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
