import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Router } from 'express';
import { ensureBareRepo, serveGit } from 'git-server';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * Serves a bare Git repository under `/api/gitops-demo/<repository>`: a GitOps repository without a Git host, for the
 * demo.
 */
export const gitOpsDemoPlugin = createBackendPlugin({
  pluginId: 'gitops-demo',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ config, httpRouter, logger }) {
        const repo = config.getString('gitOpsDemo.path');
        const host = config.getOptionalString('backend.listen.host');
        if (host === undefined || !LOOPBACK.includes(host)) {
          throw new InputError(
            `gitOpsDemo serves a repository that anybody who reaches it can push to: backend.listen.host must be one of ${LOOPBACK.join(
              ', ',
            )}, or gitops-demo be left out of the backend`,
          );
        }
        const isNew = await ensureBareRepo(repo);
        logger.info(
          `${isNew ? 'Created' : 'Serving'} GitOps repository ${repo}`,
        );

        const router = Router();
        router.use((req, res) => serveGit({ repo, url: req.url, req, res }));
        httpRouter.use(router);
        // Git clients have no Backstage token.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});
