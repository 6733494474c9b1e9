import { Entity } from '@backstage/catalog-model';
import {
  VlanEntity,
  parseVlanEntity,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The VLAN of an entity, or why it is none. */
export interface ParsedVlan {
  vlan?: VlanEntity;
  error?: string;
}

/** All VLAN ids there are, and what changed meanwhile. */
const MAX_KNOWN = 5_000;
const known = new Map<string, ParsedVlan>();

/**
 * The VLAN of an entity; one that is not valid is there in an older version, or a catalog without our checks has it. A
 * thousand of them take a third of a second to parse, so each version is parsed once. It is not known by its etag, which
 * an author may have written into the file.
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
