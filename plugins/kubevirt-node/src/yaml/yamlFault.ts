import {
  Document,
  DocumentOptions,
  ParseOptions,
  SchemaOptions,
  YAMLMap,
  isScalar,
  visit,
} from 'yaml';

/** More than any manifest has. */
const MAX_ALIASES = 100;

/**
 * YAML 1.1 as Kubernetes' parser takes it (sigs.k8s.io/yaml, on go-yaml v2): dates stay texts, and so do numbers of base
 * 60, which a MAC address can look like.
 */
export const YAML_1_1: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: tags =>
    tags.filter(
      tag =>
        typeof tag === 'string' ||
        (tag.tag !== 'tag:yaml.org,2002:timestamp' &&
          !('format' in tag && tag.format === 'TIME')),
    ),
};

/** What is wrong with a document, and at which offset of its text. */
export interface YamlFault {
  offset: number;
  message: string;
}

/**
 * What is wrong with a document beyond its syntax, in time that grows with its size alone: the library compares each key with
 * each other one, and looks through the whole document for each alias.
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
