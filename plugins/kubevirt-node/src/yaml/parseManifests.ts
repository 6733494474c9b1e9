import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  KubeObject,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Document } from 'yaml';
import { refuseSyntax } from './refuseSyntax';
import { complexKeyFault, yamlFault } from './yamlFault';
import { YamlError, YamlText, valueOf } from './YamlText';

/** An object together with the YAML document that it was parsed from. */
export interface ParsedManifest {
  object: KubeObject;
  document: Document;
}

/** In characters: many times the size of a manifest that we render, and of a file that people write. */
const MAX_RENDERED = 100_000;
const MAX_FILE = 500_000;

/** A text, and how it is read. */
interface ManifestText {
  name: string;
  text: string;
  strict?: boolean;
}

/**
 * Parses the Kubernetes objects of a YAML text. Documents that are empty or hold only comments are passed over.
 *
 * With `strict`, a text that has another meaning in YAML 1.1, which Kubernetes reads, than in 1.2 ("on", 010) is
 * refused, so that the cluster gets what was checked.
 *
 * @throws InputError that names the text and what is wrong with it.
 */
export function parseManifests(options: ManifestText): ParsedManifest[] {
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
  try {
    return manifestsIn(options);
  } catch (error) {
    throw error instanceof YamlError
      ? new InputError(`${name} is not valid YAML: ${error.message}`)
      : error;
  }
}

function manifestsIn({ name, text, strict }: ManifestText): ParsedManifest[] {
  const yaml = new YamlText(text);
  const older = strict ? validDocuments(yaml, '1.1') : undefined;
  return validDocuments(yaml, '1.2').flatMap((document, i) => {
    const object = valueOf(document);
    if (object === null) {
      return [];
    }
    if (older && !isDeepStrictEqual(object, valueOf(older[i]))) {
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

/** @throws YamlError for any error or warning of the library, and for what it does not look for. */
function validDocuments(yaml: YamlText, version: '1.1' | '1.2'): Document[] {
  const documents = yaml.documents(version);
  const [problem] = documents.flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings,
  ]);
  if (problem) {
    const { line, column } = yaml.positionOf(problem.pos[0]);
    throw new YamlError(`${problem.message} at line ${line}, column ${column}`);
  }
  const fault = documents
    .map(document => yamlFault(document) ?? complexKeyFault(document))
    .find(Boolean);
  if (fault) {
    throw new YamlError(fault.message);
  }
  return documents;
}
