import { Entity } from '@backstage/catalog-model';
import {
  VlanEntity,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The VLAN of an entity, or why the entity is not valid. */
export interface ParsedVlan {
  vlan?: VlanEntity;
  error?: string;
}

/** Enough for all VLAN ids, and for changed versions. */
const MAX_KNOWN = 5_000;
const known = new Map<string, ParsedVlan>();

/**
 * Parses the VLAN of an entity. Entities that are not valid occur in older versions, and in a catalog without our checks.
 * Parsing a thousand takes a third of a second, so each version is parsed once. The etag is no key: an author may have
 * written it into the file.
 */
export function parsedVlan(entity: Entity): ParsedVlan {
  const { kind, metadata, spec } = entity;
  const key = JSON.stringify([kind, metadata, spec]);
  const before = known.get(key);
  if (before) {
    return before;
  }
  const parsed = parse(entity);
  known.set(key, parsed);
  if (known.size > MAX_KNOWN) {
    const [oldest] = known.keys();
    known.delete(oldest);
  }
  return parsed;
}

function parse(entity: Entity): ParsedVlan {
  try {
    return { vlan: parseVlanEntity(entity) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
