import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ObjectId,
  isWebUrl,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { CLUSTER_LOCATOR } from '../cluster/clusterConnections';

/** The address of an object in its cluster's console; undefined where the configuration names no known console. */
export type ConsoleLinks = (
  cluster: string,
  object: ObjectId,
) => string | undefined;

/**
 * The consoles of clusters, from `dashboardUrl` in `kubernetes.clusterLocatorMethods` where `dashboardApp` is `openshift`: no
 * other dashboard that Backstage supports has pages for VMs. Paths are those of openshift/console
 * (frontend/public/components/utils/resource-link, `resourcePath`).
 *
 * @throws InputError for something that is not a web address, and for an address with credentials.
 */
export function consoleLinks(config: Config): ConsoleLinks {
  const consoles = new Map(
    (config.getOptionalConfigArray(CLUSTER_LOCATOR) ?? [])
      .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
      .filter(
        cluster => cluster.getOptionalString('dashboardApp') === 'openshift',
      )
      .flatMap(cluster => {
        const url = cluster.getOptionalString('dashboardUrl');
        const name = cluster.getString('name');
        return url === undefined ? [] : [[name, baseOf(name, url)] as const];
      }),
  );
  return (cluster, id) => {
    const base = consoles.get(cluster);
    return base && base + pathOf(id);
  };
}

function pathOf({ apiVersion, kind, namespace, name }: ObjectId): string {
  const scope =
    namespace === undefined ? 'cluster' : `ns/${encodeURIComponent(namespace)}`;
  const type = `${apiVersion.replace('/', '~')}~${kind}`;
  return `/k8s/${scope}/${type}/${encodeURIComponent(name)}`;
}

function baseOf(cluster: string, text: string): string {
  if (!isWebUrl(text)) {
    throw new InputError(
      `${CLUSTER_LOCATOR}, cluster "${cluster}", dashboardUrl is not the address of a console; allowed: http or https, without credentials, such as https://console-openshift-console.apps.example.com`,
    );
  }
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, '');
}
