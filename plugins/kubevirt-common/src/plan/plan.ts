import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { ObjectId } from '../model/kubeObject';
import { Removal } from '../model/removal';
import { Cluster, GitOpsSettings, Site, pathsOf } from '../model/site';
import { fillTemplate } from '../naming/fillTemplate';
import { DeliveryRequest } from '../request/delivery';
import { quoted } from '../values/fields';
import { isSameRepo } from '../values/repoUrl';

/** An object that a run will write, and the file it is written to, relative to the repository or workspace. */
export interface PlannedObject {
  id: ObjectId;
  path: string;
}

/** What a run will do, before a line of YAML is rendered. */
export interface Plan {
  /** The kind of change, for the branch name. */
  action: 'vlan-attach' | 'vm-create';
  /** One line for people: the commit's subject and the request's title. */
  title: string;
  cluster: string;
  /** The main object, for the branch; "/" keeps namespace and name apart, which both may contain "-". */
  subject: string;
  /** What is written, in apply order: policy, network, VM. */
  objects: PlannedObject[];
  /**
   * What is removed, after the writes and in reverse order (see `inRemovalOrder`). An object is either written or deleted: to
   * retire a policy takes two plans, one that writes it with its interfaces absent, and a later one that deletes it.
   */
  removals: Removal[];
  /** The data that the manifest templates see. */
  values: JsonObject;
}

/** The cluster that a request means. */
export interface Target {
  name: string;
  cluster: Cluster;
}

/**
 * The cluster that a request names, or the default one.
 *
 * @throws InputError when there is no such cluster, with the known ones.
 */
export function targetOf(site: Site, request: { cluster?: string }): Target {
  const known = Object.keys(site.clusters);
  const name =
    request.cluster ??
    site.defaultCluster ??
    (known.length === 1 ? known[0] : undefined);
  if (name === undefined) {
    throw new InputError(
      `cluster: found nothing, allowed: one of ${known.join(
        ', ',
      )}; there is no kubevirt.defaultCluster in the configuration`,
    );
  }
  if (!Object.hasOwn(site.clusters, name)) {
    throw new InputError(
      `cluster: found "${name}", allowed: one of ${known.join(', ')}`,
    );
  }
  return { name, cluster: site.clusters[name] };
}

/**
 * Refuses a delivery that the site does not allow, before anything is read or written.
 *
 * @throws InputError for a delivery that the site does not allow.
 */
export function checkDelivery(site: Site, request: DeliveryRequest): void {
  const { delivery } = request;
  if (!site.deliveries.includes(delivery)) {
    throw new InputError(
      `delivery: found "${delivery}", allowed by kubevirt.deliveries: ${quoted(
        site.deliveries,
      )}. Nothing was written`,
    );
  }
}

/**
 * The GitOps repository that a request means.
 *
 * @throws InputError for one that the site does not list: the backend holds credentials for it.
 */
export function gitOpsOf(
  site: Site,
  request: { repoUrl?: string },
): GitOpsSettings {
  if (!site.gitOps) {
    throw new InputError(
      'delivery: found "pull-request", but kubevirt.gitOps is not configured',
    );
  }
  const allowed = [site.gitOps.repoUrl, ...site.gitOps.allowedRepoUrls];
  const requested = request.repoUrl ?? site.gitOps.repoUrl;
  const repoUrl = allowed.find(url => isSameRepo(url, requested));
  if (repoUrl === undefined) {
    throw new InputError(
      `repoUrl: found "${requested}", allowed by kubevirt.gitOps: ${allowed.join(
        ', ',
      )}`,
    );
  }
  return { ...site.gitOps, repoUrl };
}

/** The branch that a change is proposed on; the same for every run of the change. */
export function changeBranch(
  settings: Pick<GitOpsSettings, 'branch'>,
  change: Pick<Plan, 'action' | 'cluster' | 'subject'>,
): string {
  const { action, cluster, subject } = change;
  return fillTemplate(settings.branch, { action, cluster, object: subject });
}

/** The file of an object, relative to the root of the repository or the workspace. */
export function objectPath(options: {
  site: Site;
  cluster: string;
  id: ObjectId;
  targetPath?: string;
}): string {
  const { site, cluster, id, targetPath } = options;
  const paths = pathsOf(site);
  const values = { cluster, kind: id.kind.toLowerCase(), name: id.name };
  const path =
    id.namespace === undefined
      ? fillTemplate(paths.clusterScoped, values)
      : fillTemplate(paths.namespaced, { ...values, namespace: id.namespace });
  return below(targetPath, path);
}

/** The folders that hold all objects of a cluster; "" is the entire repository. */
export function objectFolders(options: {
  site: Site;
  cluster: string;
  targetPath?: string;
}): string[] {
  const { site, cluster, targetPath } = options;
  return Object.values(pathsOf(site)).map(template => {
    const parts = template.split('/').slice(0, -1);
    const end = parts.findIndex(part => /\{(namespace|kind|name)\}/.test(part));
    const folder = parts.slice(0, end < 0 ? parts.length : end).join('/');
    return below(targetPath, fillTemplate(folder, { cluster }));
  });
}

function below(targetPath: string | undefined, path: string): string {
  return [targetPath?.replace(/^\.\//, ''), path].filter(Boolean).join('/');
}
