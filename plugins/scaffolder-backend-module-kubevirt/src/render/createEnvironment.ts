import { Environment, ILoader } from 'nunjucks';
import { stringify } from 'yaml';
import { sandbox } from './sandbox';

/** Manifest templates by file name, as read from one folder. */
export type ManifestTemplates = ReadonlyMap<string, string>;

/**
 * A nunjucks environment that sees the given templates and their data, and nothing else: includes are looked up in
 * the map, never in the file system, no template reaches a function of JavaScript, and a value that is missing is
 * an error rather than an empty text.
 */
export function createEnvironment(templates: ManifestTemplates): Environment {
  const loader: ILoader = {
    getSource(name) {
      const src = templates.get(name);
      if (src === undefined) {
        // nunjucks reports "template not found", or nothing for "ignore missing".
        return null as never;
      }
      return { src, path: name, noCache: false };
    },
  };
  const environment = new Environment(loader, {
    autoescape: false,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addFilter('yaml', toYamlScalar);
  return sandbox(environment);
}

/**
 * A value as YAML on one line: plain where all YAML parsers agree on its meaning, else quoted ("yes", "0x43d",
 * "10:20", text with a line break). Mappings and lists come in flow style.
 */
function toYamlScalar(value: unknown): string {
  if (value === undefined) {
    throw new Error('the filter "yaml" was given a value that does not exist');
  }
  // KubeVirt's and nmstate's API servers read YAML 1.1, Argo CD and Flux too: "compat" quotes what it would take for
  // something else than text.
  // Double quotes allow an escape for every character that is not printable ASCII: for some parsers U+0085 and U+2028
  // are line breaks too.
  const isPlain = /^([ -[\]-~]|\\["\\])*$/.test(JSON.stringify(value));
  return stringify(value, {
    lineWidth: 0,
    compat: 'yaml-1.1',
    collectionStyle: 'flow',
    defaultStringType: isPlain ? 'PLAIN' : 'QUOTE_DOUBLE',
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  }).trimEnd();
}
