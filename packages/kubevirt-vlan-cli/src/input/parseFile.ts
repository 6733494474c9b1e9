import { InputError } from '@backstage/errors';
import { isKubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { LocatedDocument } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/yaml';
import { Manifest } from './Manifest';
import { oursIn } from './ourKinds';

/**
 * The objects of our kinds in a file, from all its documents; everything else in it is passed over.
 *
 * A document of ours that has another meaning in YAML 1.1, which Kubernetes reads, than in 1.2 is refused: the cluster
 * must get what was checked.
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
  return LocatedDocument.parseAll({ name, text, strict: true }).flatMap(
    document => {
      const ours = oursIn(document.value());
      if (ours.length + oursIn(document.olderValue()).length === 0) {
        return [];
      }
      document.refuseOtherMeanings();
      return ours.map(({ value, keys }) => {
        if (!isKubeObject(value)) {
          throw new InputError(
            `${document.placeOf(keys, 'metadata')}: found a ${
              value.kind
            } without a name, allowed: documents with metadata.name and metadata.namespace, each a text`,
          );
        }
        return {
          object: value,
          path,
          locate: (field: string) => document.positionOf(keys, field),
        };
      });
    },
  );
}
