import { Zod, fields } from '../values/fields';

/** Where a change can be delivered: files in the workspace, a branch of the GitOps repository, or the cluster. */
export const DELIVERIES = ['render', 'pull-request', 'apply'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** The fields that all actions share: the destination of the change and its templates. */
export const deliveryFields = (z: Zod) => {
  const f = fields(z);
  return {
    delivery: f
      .oneOf([...DELIVERIES])
      .describe(
        '"render" leaves the manifests in the workspace, "pull-request" pushes them to a branch of the GitOps repository, "apply" writes them to the cluster',
      ),
    cluster: f
      .dnsSubdomain()
      .optional()
      .describe(
        'The cluster, by its name in the site configuration; may be left out where there is one, or a default',
      ),
    manifests: f
      .relativePath()
      .optional()
      .describe(
        'Folder of nunjucks manifests (*.yaml.njk), relative to the template; left out: the built-in set',
      ),
    targetPath: f
      .relativePath()
      .optional()
      .describe(
        'Folder of the repository or the workspace below which the paths of the site configuration begin',
      ),
    reason: f
      .reason()
      .optional()
      .describe('Why the change is wanted, for those who review it'),
    repoUrl: f
      .pickedRepo()
      .optional()
      .describe(
        'The GitOps repository, as a clone URL or as a RepoUrlPicker gives it; left out: kubevirt.gitOps.repoUrl. Others must be listed in kubevirt.gitOps.allowedRepoUrls',
      ),
  };
};

/** The fields that every parsed request has. */
export interface DeliveryRequest {
  delivery: Delivery;
  cluster?: string;
  manifests?: string;
  targetPath?: string;
  repoUrl?: string;
  reason?: string;
}
