import { isReservedNamespace } from '../request/fields';
import { CheckContext } from './check';
import { checkCloudInit } from './checkCloudInit';
import { checkMacAddresses } from './checkMacAddresses';
import { checkNetworksExist } from './checkNetworksExist';
import { record, repeated, text } from './read';
import { VM_SPEC, interfacesOf, networksOf } from './vmSpec';

/** What KubeVirt's admission does not look at, and the little that it does, said before anything is written. */
export function checkVirtualMachine(context: CheckContext): void {
  const { object, report, site } = context;
  const { namespace } = object.metadata;
  if (
    namespace === undefined ||
    isReservedNamespace(namespace) ||
    site.reservedNamespaces.includes(namespace)
  ) {
    report({
      level: 'error',
      code: 'vm-namespace',
      field: 'metadata.namespace',
      message: `found ${JSON.stringify(
        namespace,
      )}, allowed: a tenant's namespace, as the VM's networks stand in its own`,
    });
  }
  const spec = record(object.spec);
  if ('running' in spec === 'runStrategy' in spec) {
    report({
      level: 'error',
      code: 'vm-run-strategy',
      field: 'spec.runStrategy',
      message: `found ${
        'running' in spec ? 'running beside it' : 'neither it nor running'
      }, allowed: runStrategy alone`,
    });
  }
  checkNics(context);
  checkMacAddresses(context);
  checkNetworksExist(context);
  checkCloudInit(context);
}

function checkNics({ object, report }: CheckContext): void {
  const sides = [
    { what: 'networks', items: networksOf(object) },
    { what: 'domain.devices.interfaces', items: interfacesOf(object) },
  ].map(side => ({
    field: `${VM_SPEC}.${side.what}`,
    names: side.items.map(item => text(item, 'name') ?? ''),
  }));
  sides.forEach(({ field, names }, i) => {
    const other = sides[1 - i];
    repeated(names).forEach(name =>
      report({
        level: 'error',
        code: 'vm-nic-repeated',
        field,
        message: `found "${name}" more than once, allowed: names that differ`,
      }),
    );
    names
      .filter(name => !other.names.includes(name))
      .forEach(name =>
        report({
          level: 'error',
          code: 'vm-nic-unpaired',
          field,
          message: `found "${name}", for which ${other.field} has no entry; allowed: each name in both`,
        }),
      );
  });
}
