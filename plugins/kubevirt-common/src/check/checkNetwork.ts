import { isRecord } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import { checkNetworkUse } from './checkNetworkUse';
import { NETWORK_CHECKS } from './networkTypes';
import { NETWORK_TYPES } from '../manifests/networkTypes';
import {
  Network,
  disguisedKeys,
  networkIn,
  pluginsOf,
  readConfig,
} from '../manifests/readNetwork';
import { checkNamespace } from './tenantNamespace';
import { show } from './words';

/** Plugins that only change a port and connect to no network. */
const HELPER_TYPES = ['tuning'];

/**
 * Checks the configuration of a NAD. Admission accepts any text there; bad JSON is noticed only when a pod fails
 * (multus #731).
 */
export function checkNetwork(context: CheckContext): void {
  const { object, report } = context;
  checkNamespace(context, { code: 'network-namespace' });
  const config = readConfig(object);
  if (!config) {
    report({
      level: 'error',
      code: 'network-config',
      field: 'spec.config',
      message:
        'found no JSON object, allowed: the CNI configuration as JSON text',
    });
    return;
  }
  disguisedKeys(config).forEach(key =>
    report({
      level: 'error',
      code: 'network-config',
      field: 'spec.config',
      message: `found the key ${show(
        key,
      )}, which the plugin reads as another one, as it does not tell letters by case; allowed: keys as they are documented`,
    }),
  );
  const network = networkIn(config);
  if (!network?.type.sharesName && config.name !== object.metadata.name) {
    report({
      level: 'warning',
      code: 'network-name',
      field: 'spec.config.name',
      message: `${show(config.name)} is not the object's own name, "${
        object.metadata.name
      }"`,
    });
  }
  if (!network || !isAlone(config, network)) {
    report({
      level: 'error',
      code: 'network-type',
      field: 'spec.config.type',
      message: `found ${pluginsOf(config)
        .map(({ type }) => show(type))
        .join(', ')}, allowed: one of ${pluginTypes({
        mayBeListed: true,
      })}; beside it in a list of plugins: ${HELPER_TYPES.join(
        ', ',
      )}; or ${pluginTypes({ mayBeListed: false })} alone`,
    });
    return;
  }
  checkIpam(context, network);
  NETWORK_CHECKS[network.type.name](context, network);
  checkNetworkUse(context);
}

/** True if exactly one plugin connects to a network. */
function isAlone(config: Record<string, unknown>, { type }: Network): boolean {
  const plugins = pluginsOf(config);
  const others = plugins.filter(
    plugin => !HELPER_TYPES.some(helper => helper === plugin.type),
  );
  return others.length === 1 && (type.mayBeListed || plugins[0] === config);
}

function pluginTypes(wanted: { mayBeListed: boolean }): string {
  return NETWORK_TYPES.filter(
    ({ mayBeListed }) => mayBeListed === wanted.mayBeListed,
  )
    .flatMap(type => type.pluginTypes)
    .join(', ');
}

function checkIpam({ report }: CheckContext, { config }: Network): void {
  const { ipam } = config;
  if (
    ipam !== undefined &&
    !(isRecord(ipam) && Object.keys(ipam).length === 0)
  ) {
    report({
      level: 'error',
      code: 'network-ipam',
      field: 'spec.config.ipam',
      message: `found ${show(
        ipam,
      )}, allowed: {}; KubeVirt does not support IPAM in a network of a VM`,
    });
  }
}
