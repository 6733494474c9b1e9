import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  EntityLike,
  VLAN_ENTITY_TYPE,
  VlanEntity,
  isRecord,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { LocatedDocument } from '@kubevirt-vlan/backstage-plugin-kubevirt-node/yaml';
import { listFiles } from '../input/listFiles';
import { readText } from '../input/readText';

/**
 * The VLANs in some catalog files and folders of them; other entities are passed over.
 *
 * @param show - a file in messages
 * @throws InputError that names the file and the line for an invalid entity, for a VLAN that is defined twice, and
 * where there is no VLAN.
 */
export async function readVlans(options: {
  cwd: string;
  paths: string[];
  show: (path: string) => string;
}): Promise<VlanEntity[]> {
  const { cwd, paths, show } = options;
  const found = new Map<number, { entity: VlanEntity; place: string }>();
  const files = new Set<string>();
  for (const path of paths) {
    (await listFiles(resolve(cwd, path))).files.forEach(file =>
      files.add(file),
    );
  }
  for (const file of files) {
    for (const { entity, place } of vlansIn(
      show(file),
      await readText(file, show(file)),
    )) {
      const twin = found.get(entity.id);
      if (twin) {
        throw new InputError(
          `${place}: found VLAN ${entity.id}, which is at ${twin.place} as well, allowed: one entity for each VLAN`,
        );
      }
      found.set(entity.id, { entity, place });
    }
  }
  if (paths.length > 0 && found.size === 0) {
    throw new InputError(
      `--vlans: found no VLAN in ${paths.join(
        ', ',
      )}, allowed: catalog files with entities of kind Resource and spec.type "${VLAN_ENTITY_TYPE}"`,
    );
  }
  return [...found.values()].map(({ entity }) => entity);
}

function vlansIn(name: string, text: string) {
  return LocatedDocument.parseAll({ name, text }).flatMap(document => {
    const place = document.placeOf([], '');
    const value = document.value();
    if (!isVlan(value)) {
      return [];
    }
    try {
      return [{ place, entity: parseVlanEntity(value) }];
    } catch (error) {
      throw new InputError(`${place}: ${(error as Error).message}`);
    }
  });
}

function isVlan(value: unknown): value is EntityLike {
  return (
    isRecord(value) &&
    value.kind === 'Resource' &&
    isRecord(value.spec) &&
    value.spec.type === VLAN_ENTITY_TYPE
  );
}
