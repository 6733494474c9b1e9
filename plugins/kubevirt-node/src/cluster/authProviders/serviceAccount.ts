import { existsSync } from 'node:fs';
import { InputError } from '@backstage/errors';
import { ClusterAuthProvider } from './ClusterAuthProvider';

/** The path of the token of a pod's service account. */
const POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** The token of the configuration, or that of Backstage's own pod, which is rotated. */
export const serviceAccount: ClusterAuthProvider = {
  name: 'serviceAccount',
  credentials: ({ cluster, keyOf }) => {
    const token = cluster.getOptionalString('serviceAccountToken');
    if (token) {
      return { token };
    }
    if (!existsSync(POD_TOKEN)) {
      throw new InputError(
        `${keyOf(
          'serviceAccountToken',
        )} is missing, and Backstage does not run in a cluster that gives it one`,
      );
    }
    return {
      authProvider: { name: 'tokenFile', config: { tokenFile: POD_TOKEN } },
    };
  },
};
