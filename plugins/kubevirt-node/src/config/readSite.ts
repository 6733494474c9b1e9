import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  Site,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * Reads `kubevirt:` of the app configuration.
 *
 * Reads the block as one value: it has label keys such as `node-role.kubernetes.io/worker` and names of clusters as keys, and
 * Config's own getters treat a "." as a path.
 *
 * @throws InputError that names each invalid key.
 */
export function readSite(config: Config): Site {
  const data = config.getOptional('kubevirt');
  if (data === undefined) {
    throw new InputError(
      'The configuration of the kubevirt plugin is not valid: kubevirt is missing from the app configuration; it must name at least one cluster under kubevirt.clusters',
    );
  }
  return parseSite(data);
}
