import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import {
  differences,
  isKubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { locate } from './locate';
import { Manifest, Position } from './Manifest';
import { oursIn } from './ourKinds';
import { YAML_1_1 } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { YamlDocument, parseYaml, valueOf } from './parseYaml';

/**
 * The objects of our kinds in a file, from all its documents; everything else in it is passed over.
 *
 * A document of ours that means something else in YAML 1.1, which Kubernetes reads, than in 1.2 is refused: what is
 * checked must be what the cluster gets.
 *
 * @param path - absolute
 * @param name - the file in messages
 * @throws InputError that names the file and the line.
 */
export function parseFile(options: {
  path: string;
  name: string;
  text: string;
}): Manifest[] {
  const { path, name, text } = options;
  const documents = parseYaml(name, text);
  const older = parseYaml(name, text, YAML_1_1);
  if (older.length !== documents.length) {
    throw new InputError(
      `${name}: found ${documents.length} documents in YAML 1.2 and ${older.length} in YAML 1.1, allowed: the same in both`,
    );
  }
  return documents.flatMap((document, i) => {
    const at = placer(name, document);
    const value = valueOf(at([], ''), document);
    const olderValue = valueOf(at([], ''), older[i]);
    const ours = oursIn(value);
    if (ours.length + oursIn(olderValue).length === 0) {
      return [];
    }
    refuseWarnings(at([], ''), document);
    refuseDifference(at, value, olderValue);
    return ours.map(found => {
      if (!isKubeObject(found.value)) {
        throw new InputError(
          `${at(found.keys, 'metadata')}: found a ${
            found.value.kind
          } without a name, allowed: documents with metadata.name and metadata.namespace, each a text`,
        );
      }
      return {
        object: found.value,
        path,
        locate: (field: string): Position =>
          locate(document, found.keys, field),
      };
    });
  });
}

type Placer = (keys: Array<string | number>, field: string) => string;

function placer(name: string, document: YamlDocument): Placer {
  return (keys, field) => {
    const { line, column } = locate(document, keys, field);
    return `${name}:${line}:${column}`;
  };
}

/** Tags that nobody knows, for one: the value that was checked would not be the one that is applied. */
function refuseWarnings(place: string, { document }: YamlDocument): void {
  const [warning] = document.warnings;
  if (warning) {
    throw new InputError(
      `${place}: found ${warning.message}, allowed: plain YAML`,
    );
  }
}

function refuseDifference(at: Placer, value: unknown, older: unknown): void {
  if (isDeepStrictEqual(value, older)) {
    return;
  }
  const [difference] = differences({ o: value }, { o: older }, '', []);
  const [, ...keys] = difference?.keys ?? [];
  throw new InputError(
    `${at(
      keys,
      '',
    )}: found a value that YAML 1.1, which Kubernetes reads, and YAML 1.2 read differently (on, yes, 010, a merge key "<<"), allowed: one meaning; put it in quotes, or write it out`,
  );
}
