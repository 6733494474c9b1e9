import { OWNER_ANNOTATION, POLICY_KIND, VM_KIND } from '../constants';
import { differences } from '../model/differences';
import { KubeObject, formatObject } from '../model/kubeObject';
import { CheckContext } from './CheckContext';

/** Reports changes to an existing object that other people may depend on. */
export function checkExisting(context: CheckContext): void {
  const { object, facts, report } = context;
  const id = formatObject(object);
  const existing = facts.existing?.objects.find(
    other => formatObject(other) === id,
  );
  if (!existing) {
    return;
  }
  const { source } = facts.existing!;
  const [was, becomes] = [existing, object].map(ownerOf);
  if (object.kind === VM_KIND && was !== undefined && was !== becomes) {
    report({
      level: 'error',
      code: 'vm-owner',
      field: `metadata.annotations["${OWNER_ANNOTATION}"]`,
      message: `found ${
        becomes ?? 'nothing'
      }, but the VM stands in ${source} and belongs to ${was}; allowed: another name, or the same owner`,
    });
  }
  const differing = differences(existing.spec, object.spec, 'spec').map(
    ({ path }) => path,
  );
  if (differing.length > 0 && [POLICY_KIND, VM_KIND].includes(object.kind)) {
    report({
      level: 'warning',
      code: 'changes-existing',
      field: differing.slice(0, 5).join(', '),
      message:
        object.kind === POLICY_KIND
          ? `this changes the policy that stands in ${source}, for every namespace that uses the VLAN on these nodes`
          : `this changes the VM that stands in ${source}`,
    });
  }
}

/** The owner of a VM, as its annotation names it. */
export function ownerOf(object: KubeObject): string | undefined {
  return object.metadata.annotations?.[OWNER_ANNOTATION];
}
