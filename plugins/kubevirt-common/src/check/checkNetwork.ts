import { BRIDGE_RESOURCE_PREFIX, RESOURCE_NAME_ANNOTATION } from '../constants';
import { isRecord } from '../model/kubeObject';
import { isInterfaceName } from '../naming/interfaceName';
import { bridgesOf, isNodeBridge } from './bridges';
import { CheckContext } from './check';
import { isTenantNamespace, tenantNamespaces } from './tenantNamespace';

const NETWORK_TYPES = ['cnv-bridge', 'bridge'];
/** Plugins that change a port and lead nowhere else. */
const HELPER_TYPES = ['tuning'];

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

  const conf = readConfig(context);
  if (!conf) {
    return;
  }
  if (conf.name !== name) {
    report({
      level: 'warning',
      code: 'network-name',
      field: 'spec.config.name',
      message: `${show(conf.name)} is not the object's own name, "${name}"`,
    });
  }
  // A configuration list names its plugins, the bridge among them.
  const plugins = Array.isArray(conf.plugins)
    ? conf.plugins.filter(isRecord)
    : [conf];
  const bridges = plugins.filter(({ type }) => isOneOf(type, NETWORK_TYPES));
  const strangers = plugins.filter(
    ({ type }) => !isOneOf(type, [...NETWORK_TYPES, ...HELPER_TYPES]),
  );
  const [config] = bridges;
  if (bridges.length !== 1 || strangers.length > 0) {
    report({
      level: 'error',
      code: 'network-type',
      field: 'spec.config.type',
      message: `found ${plugins
        .map(({ type }) => show(type))
        .join(', ')}, allowed: one of ${NETWORK_TYPES.join(
        ', ',
      )}; beside it in a list of plugins: ${HELPER_TYPES.join(', ')}`,
    });
    return;
  }
  if (
    config.ipam !== undefined &&
    !(isRecord(config.ipam) && Object.keys(config.ipam).length === 0)
  ) {
    report({
      level: 'error',
      code: 'network-ipam',
      field: 'spec.config.ipam',
      message: `found ${show(
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

function isOneOf(type: unknown, known: string[]): boolean {
  return known.some(name => name === type);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
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
  if (
    typeof bridge !== 'string' ||
    !isInterfaceName(bridge) ||
    isNodeBridge(bridge)
  ) {
    context.report({
      level: 'error',
      code: 'network-bridge',
      field: 'spec.config.bridge',
      message: `found ${show(
        bridge,
      )}, allowed: the name of a bridge for VMs, not of the node's own`,
    });
    return;
  }
  checkBridgeExists(context, bridge);
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

/** A bridge that no policy declares is made by the CNI plugin, empty: the VM runs and hears nothing. */
function checkBridgeExists(context: CheckContext, bridge: string): void {
  const { manifests, facts, report } = context;
  const field = 'spec.config.bridge';
  const planned = bridgesOf(manifests);
  if (planned.length > 0 && !planned.includes(bridge)) {
    report({
      level: 'error',
      code: 'network-bridge-other',
      field,
      message: `found "${bridge}", allowed beside this policy: ${planned.join(
        ', ',
      )}, which it makes`,
    });
  } else if (planned.length === 0) {
    const { source, objects } = facts.existing ?? { objects: [] };
    const proposed = (facts.open ?? []).flatMap(open => open.objects);
    if (!bridgesOf([...objects, ...proposed]).includes(bridge)) {
      report({
        level: 'warning',
        code: 'network-bridge-missing',
        field,
        message: source
          ? `no policy in ${source} makes the bridge "${bridge}"`
          : `not checked whether a policy makes the bridge "${bridge}", because neither cluster nor GitOps repository was read`,
      });
    }
  }
}
