import { Document, YAMLMap, isScalar, visit } from 'yaml';

/** More than any manifest has. */
const MAX_ALIASES = 100;

/** What is wrong with a document, and at which offset of its text. */
export interface YamlFault {
  offset: number;
  message: string;
}

/**
 * A fault of a document beyond its syntax: too many aliases, or a key that a mapping has twice. The time grows with the
 * size of the document alone. The library compares each key with each other one, and searches the entire document for
 * each alias.
 */
export function yamlFault(document: Document): YamlFault | undefined {
  let fault: YamlFault | undefined;
  let aliases = 0;
  visit(document, {
    Alias(_, alias) {
      aliases++;
      if (aliases > MAX_ALIASES) {
        fault = {
          offset: alias.range?.[0] ?? 0,
          message: `more than ${MAX_ALIASES} aliases`,
        };
      }
      return fault && visit.BREAK;
    },
    Map(_, map) {
      fault = repeatedKey(map);
      return fault && visit.BREAK;
    },
  });
  return fault;
}

/**
 * A key that is a mapping or a list. The library makes a text of it, in time that doubles with each such key inside
 * another.
 */
export function complexKeyFault(document: Document): YamlFault | undefined {
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

function repeatedKey(map: YAMLMap): YamlFault | undefined {
  const keys = new Set<unknown>();
  for (const { key } of map.items) {
    if (isScalar(key)) {
      if (keys.has(key.value)) {
        const offset = key.range?.[0] ?? 0;
        return { offset, message: 'a mapping has the same key twice' };
      }
      keys.add(key.value);
    }
  }
  return undefined;
}
