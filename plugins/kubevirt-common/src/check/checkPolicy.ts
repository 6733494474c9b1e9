import { poolsOf } from '../model/nodePools';
import { NodePool } from '../model/site';
import { isDnsLabel } from '../values/fields';
import { CheckContext } from './CheckContext';
import { checkInterfaces } from './checkInterfaces';
import { record } from '../manifests/read';

/**
 * Checks an NNCP. Its `desiredState` has no schema, so admission accepts mistakes that fail minutes later on the
 * nodes.
 */
export function checkPolicy(context: CheckContext): void {
  checkName(context);
  const pools = checkSelector(context);
  checkScope(context);
  checkMaxUnavailable(context);
  checkInterfaces(
    context,
    pools.map(pool => pool.uplink),
  );
}

function checkName({ object, report }: CheckContext): void {
  if (!isDnsLabel(object.metadata.name)) {
    report({
      level: 'error',
      code: 'policy-name',
      field: 'metadata.name',
      message: `found "${object.metadata.name}", allowed: a DNS label of 63 characters at most, as it becomes the label nmstate.io/policy`,
    });
  }
}

/** Returns the node pools with the nodeSelector of the policy. */
function checkSelector({
  object,
  report,
  facts,
  site,
}: CheckContext): NodePool[] {
  const selector = record(object.spec, 'nodeSelector');
  if (Object.keys(selector).length === 0) {
    report({
      level: 'error',
      code: 'policy-selector',
      field: 'spec.nodeSelector',
      message:
        'found none: the policy would change every node, the control plane included; allowed: the labels of a node pool',
    });
    return [];
  }
  const pools = poolsOf(object, site, facts.cluster).map(([, pool]) => pool);
  if (pools.length === 0) {
    report({
      level: 'error',
      code: 'policy-selector',
      field: 'spec.nodeSelector',
      message: `found ${JSON.stringify(
        selector,
      )}, allowed: the nodeSelector of a node pool of cluster ${facts.cluster}`,
    });
  }
  return pools;
}

/** A tenant's policy must not change routes, DNS or other parts of the node's own network. */
function checkScope({ object, report }: CheckContext): void {
  const others = [
    ...Object.keys(record(object.spec, 'desiredState'))
      .filter(key => key !== 'interfaces')
      .map(key => `spec.desiredState.${key}`),
    ...Object.keys(record(object.spec))
      .filter(
        key =>
          !['nodeSelector', 'maxUnavailable', 'desiredState'].includes(key),
      )
      .map(key => `spec.${key}`),
  ];
  others.forEach(field =>
    report({
      level: 'error',
      code: 'policy-scope',
      field,
      message:
        'found more than interfaces; allowed in a VLAN policy: nodeSelector, maxUnavailable and desiredState.interfaces',
    }),
  );
}

/** Without maxUnavailable, kubernetes-nmstate reconfigures half of the nodes at a time. */
function checkMaxUnavailable({ object, report }: CheckContext): void {
  const { maxUnavailable } = record(object.spec);
  const isHalf =
    typeof maxUnavailable === 'string' && parseInt(maxUnavailable, 10) >= 50;
  if (maxUnavailable === undefined || isHalf) {
    report({
      level: 'warning',
      code: 'policy-max-unavailable',
      field: 'spec.maxUnavailable',
      message: `found ${
        maxUnavailable === undefined
          ? 'nothing, which is "50%"'
          : maxUnavailable
      }: so many nodes are reconfigured at a time; write 1, or what the pool can spare`,
    });
  }
}
