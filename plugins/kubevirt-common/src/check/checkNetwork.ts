import { BRIDGE_RESOURCE_PREFIX, RESOURCE_NAME_ANNOTATION } from '../constants';
import { isRecord } from '../model/kubeObject';
import { isInterfaceName } from '../naming/interfaceName';
import { CheckContext } from './check';
import { isTenantNamespace, tenantNamespaces } from './tenantNamespace';

const NETWORK_TYPES = ['cnv-bridge', 'bridge'];

/** What admission does not look at in a NAD: its one field is a text, and bad JSON breaks the pod, not the apply. */
export function checkNetwork(context: CheckContext): void {
  const { object, report, site } = context;
  const { name, namespace, annotations } = object.metadata;
  if (!isTenantNamespace(namespace, site)) {
    report({
      level: 'error',
      code: 'network-namespace',
      field: 'metadata.namespace',
      message: `found ${JSON.stringify(namespace)}, allowed: ${tenantNamespaces(
        site,
      )}`,
    });
  }

  const config = readConfig(context);
  if (!config) {
    return;
  }
  if (!NETWORK_TYPES.includes(String(config.type))) {
    report({
      level: 'error',
      code: 'network-type',
      field: 'spec.config.type',
      message: `found ${JSON.stringify(
        config.type,
      )}, allowed: ${NETWORK_TYPES.join(', ')}`,
    });
  }
  if (config.name !== name) {
    report({
      level: 'error',
      code: 'network-name',
      field: 'spec.config.name',
      message: `found ${JSON.stringify(
        config.name,
      )}, allowed: the object's own name, "${name}"`,
    });
  }
  if (!isRecord(config.ipam) || Object.keys(config.ipam).length > 0) {
    report({
      level: 'error',
      code: 'network-ipam',
      field: 'spec.config.ipam',
      message: `found ${JSON.stringify(
        config.ipam,
      )}, allowed: {}; KubeVirt does not support IPAM in a network of a VM`,
    });
  }
  if (config.vlan !== undefined && config.preserveDefaultVlan === undefined) {
    report({
      level: 'error',
      code: 'network-default-vlan',
      field: 'spec.config.preserveDefaultVlan',
      message:
        'found nothing beside "vlan", allowed: true or false, as its default differs between CNI plugin versions',
    });
  }
  checkBridge({ context, bridge: config.bridge, annotations });
}

function readConfig({
  object,
  report,
}: CheckContext): Record<string, unknown> | undefined {
  const text = isRecord(object.spec) ? object.spec.config : undefined;
  try {
    const config: unknown = JSON.parse(String(text));
    if (typeof text === 'string' && isRecord(config)) {
      return config;
    }
  } catch {
    // Reported below, as any other text that is no JSON object.
  }
  report({
    level: 'error',
    code: 'network-config',
    field: 'spec.config',
    message:
      'found no JSON object, allowed: the CNI configuration as JSON text',
  });
  return undefined;
}

function checkBridge(options: {
  context: CheckContext;
  bridge: unknown;
  annotations?: Record<string, string>;
}): void {
  const { context, bridge, annotations } = options;
  if (typeof bridge !== 'string' || !isInterfaceName(bridge)) {
    context.report({
      level: 'error',
      code: 'network-bridge',
      field: 'spec.config.bridge',
      message: `found ${JSON.stringify(bridge)}, allowed: the name of a bridge`,
    });
    return;
  }
  const wanted = `${BRIDGE_RESOURCE_PREFIX}${bridge}`;
  const found = annotations?.[RESOURCE_NAME_ANNOTATION];
  if (found !== wanted) {
    context.report({
      level: 'error',
      code: 'network-resource',
      field: `metadata.annotations["${RESOURCE_NAME_ANNOTATION}"]`,
      message: `found ${JSON.stringify(
        found,
      )}, allowed: "${wanted}"; without it VMs land on nodes without the bridge, where the CNI makes an empty one`,
    });
  }
}
