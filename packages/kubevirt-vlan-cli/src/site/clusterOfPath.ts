import { Site, pathsOf } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

const CLUSTER = 'cluster';

/**
 * The cluster that a path of the GitOps repository names, by the path templates of the site; undefined where it names
 * none. The site may not know that cluster.
 *
 * @param path - relative to the repository, with "/" between its parts
 */
export function clusterOfPath(site: Site, path: string): string | undefined {
  const { clusterScoped, namespaced } = pathsOf(site);
  const templates = [clusterScoped, namespaced].flatMap(template => {
    const folder = folderOfCluster(template);
    return folder === undefined ? [template] : [template, `${folder}/{rest}`];
  });
  // Known names first, and the longest of them: in {cluster}-{name}, "prod-eu-db" may belong to "prod" or to "prod-eu".
  const known = Object.keys(site.clusters)
    .sort((a, b) => b.length - a.length)
    .find(cluster =>
      templates.some(template =>
        matcher(template, { [CLUSTER]: cluster }).test(path),
      ),
    );
  return (
    known ??
    templates
      .map(template => matcher(template, {}).exec(path)?.groups?.[CLUSTER])
      .find(found => found !== undefined)
  );
}

/**
 * The folder of a cluster, such as `clusters/{cluster}`. Every file in it is the cluster's, whatever its name. A folder at
 * the root does not count: otherwise every folder there would be a cluster.
 */
function folderOfCluster(template: string): string | undefined {
  const folders = template.split('/').slice(0, -1);
  const at = folders.indexOf(`{${CLUSTER}}`);
  return at > 0 ? folders.slice(0, at + 1).join('/') : undefined;
}

/** A template as a regular expression. A placeholder without a value is a group with its name. */
function matcher(template: string, values: Record<string, string>): RegExp {
  const seen = new Set<string>();
  const pattern = template
    .split(/(\{[^{}]*\})/)
    .map(part => {
      if (!part.startsWith('{')) {
        return literal(part);
      }
      const key = part.slice(1, -1);
      if (Object.hasOwn(values, key)) {
        return literal(values[key]);
      }
      const isRepeated = seen.has(key);
      seen.add(key);
      return isRepeated ? `\\k<${key}>` : anyText(key);
    })
    .join('');
  return new RegExp(`^${pattern}$`, 's');
}

function anyText(key: string): string {
  return `(?<${key}>${key === 'rest' ? '.+' : '[^/]+'})`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
