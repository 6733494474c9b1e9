import { POLICY_KIND } from '../constants';
import { differences } from '../model/differences';
import { Source } from '../model/facts';
import { KubeObject, formatObject } from '../model/kubeObject';
import { CheckContext } from './CheckContext';
import type { Code } from './codes';
import { policyInterfaces } from '../manifests/policySpec';
import { record, text } from '../manifests/read';
import { LocatedObject, othersOf } from '../manifests/locatedObjects';
import { claimLevel } from './claimLevel';
import { show } from './words';

/** Finds other changes and policies that want the same as this change: the same object, VLAN of a NIC, or bridge. */
export function checkClaims(context: CheckContext): void {
  const { facts } = context;
  (facts.open ?? []).forEach(open => checkSameObject(context, open));
  if (context.object.kind === POLICY_KIND) {
    othersOf(context, POLICY_KIND)
      .filter(({ object }) => mayOverlap(context.object, object))
      .forEach(other => checkInterfaceClaims(context, other));
  }
}

function checkSameObject({ object, report }: CheckContext, open: Source): void {
  const { source } = open;
  const other = open.objects.find(
    candidate => formatObject(candidate) === formatObject(object),
  );
  if (!other) {
    return;
  }
  const [difference] = differences(other.spec, object.spec, 'spec');
  report(
    difference
      ? {
          level: claimLevel(open),
          code: 'claimed-otherwise',
          field: difference.path,
          message: `found ${show(
            difference.becomes,
          )}, but ${source} proposes ${show(
            difference.was,
          )} for the same object; merge or close that first, or ask for the same`,
        }
      : {
          level: 'warning',
          code: 'claimed-alike',
          field: 'spec',
          message: `${source} proposes the same object; when one is merged, the other has that much less to do`,
        },
  );
}

/**
 * Two policies with the same interface undo each other; two interfaces for one VLAN of a NIC compete for its frames.
 */
function checkInterfaceClaims(
  { object, report }: CheckContext,
  located: LocatedObject,
): void {
  const { object: other, source } = located;
  policyInterfaces(object).forEach((iface, i) =>
    policyInterfaces(other)
      .map(theirs => claimOn(iface, theirs))
      .filter(claim => claim !== undefined)
      .forEach(claim =>
        report({
          level: claimLevel(located),
          code: claim.code,
          field: `spec.desiredState.interfaces[${i}]`,
          message: `found ${claim.what}, but ${formatObject(
            other,
          )} in ${source} has it too, for nodes that may be the same; allowed: one policy for it, so change or retire one of the two`,
        }),
      ),
  );
}

type Interface = Record<string, unknown>;

function claimOn(
  ours: Interface,
  theirs: Interface,
): { code: Code; what: string } | undefined {
  const [type, name] = [text(ours, 'type'), text(ours, 'name')];
  if (theirs.type !== type || theirs.state === 'absent') {
    return undefined;
  }
  if (type === 'linux-bridge' && theirs.name === name) {
    return { code: 'claimed-bridge', what: `the bridge "${name}"` };
  }
  const { id, 'base-iface': base } = record(ours, 'vlan');
  const other = record(theirs, 'vlan');
  return type === 'vlan' && other.id === id && other['base-iface'] === base
    ? { code: 'claimed-vlan', what: `VLAN ${id} of ${base}` }
    : undefined;
}

/** False if no node can have the labels of both selectors. */
export function mayOverlap(a: KubeObject, b: KubeObject): boolean {
  const [one, other] = [a, b].map(policy =>
    record(policy.spec, 'nodeSelector'),
  );
  return Object.keys(one).every(
    key => !Object.hasOwn(other, key) || other[key] === one[key],
  );
}
