import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  Site,
  parseSite,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/**
 * Reads `kubevirt:` of the app configuration.
 *
 * The whole block is read at once: label keys such as `node-role.kubernetes.io/worker` and cluster names are keys in
 * it, and Config's own getters take a "." for a path.
 *
 * @throws InputError that names each key at fault.
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
