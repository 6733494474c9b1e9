import { MAX_CLOUD_INIT_BYTES, NETWORK_KIND, VM_KIND } from '../constants';
import {
  KubeObject,
  isRecord,
  objectId,
  formatObjectId,
} from '../model/kubeObject';
import { isReservedNamespace } from '../request/fields';
import { isMacAddress } from '../request/macAddress';
import { CheckContext } from './check';
import { list, record, repeated, text } from './read';

const VM_SPEC = 'spec.template.spec';

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

function interfacesOf(vm: KubeObject): Record<string, unknown>[] {
  return list(
    vm.spec,
    'template',
    'spec',
    'domain',
    'devices',
    'interfaces',
  ).filter(isRecord);
}

function networksOf(vm: KubeObject): Record<string, unknown>[] {
  return list(vm.spec, 'template', 'spec', 'networks').filter(isRecord);
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

function checkMacAddresses({
  object,
  manifests,
  facts,
  report,
}: CheckContext): void {
  const macsOf = (vm: KubeObject) =>
    interfacesOf(vm).flatMap(iface => text(iface, 'macAddress') ?? []);
  const self = formatObjectId(objectId(object));
  const others = [...manifests, ...(facts.existing?.objects ?? [])].filter(
    other => other.kind === VM_KIND && formatObjectId(objectId(other)) !== self,
  );
  const own = macsOf(object);
  own
    .filter(mac => !isMacAddress(mac))
    .forEach(mac =>
      report({
        level: 'error',
        code: 'vm-mac',
        field: `${VM_SPEC}.domain.devices.interfaces`,
        message: `found macAddress "${mac}", allowed: a unicast address of six octets`,
      }),
    );
  const lower = own.map(mac => mac.toLowerCase());
  repeated(lower).forEach(mac =>
    report({
      level: 'error',
      code: 'vm-mac-taken',
      field: `${VM_SPEC}.domain.devices.interfaces`,
      message: `found macAddress "${mac}" on two NICs, allowed: one NIC for an address`,
    }),
  );
  others.forEach(other => {
    macsOf(other)
      .map(mac => mac.toLowerCase())
      .filter(mac => lower.includes(mac))
      .forEach(mac =>
        report({
          level: 'error',
          code: 'vm-mac-taken',
          field: `${VM_SPEC}.domain.devices.interfaces`,
          message: `found macAddress "${mac}", which ${formatObjectId(
            objectId(other),
          )} has; allowed: an address that no other VM has`,
        }),
      );
  });
}

/** The NADs need not be there yet, their request may still be open: a warning, not an error. */
function checkNetworksExist({
  object,
  manifests,
  facts,
  report,
}: CheckContext): void {
  networksOf(object).forEach((network, i) => {
    const name = text(network, 'multus', 'networkName');
    if (name === undefined) {
      return;
    }
    const field = `${VM_SPEC}.networks[${i}].multus.networkName`;
    if (name.includes('/')) {
      report({
        level: 'error',
        code: 'vm-network-namespace',
        field,
        message: `found "${name}", allowed: a network of the VM's own namespace, without "/"`,
      });
      return;
    }
    if (!facts.existing) {
      report({
        level: 'warning',
        code: 'vm-network-unchecked',
        field,
        message: `not checked whether "${name}" exists in namespace ${object.metadata.namespace}, because neither cluster nor GitOps repository was read`,
      });
      return;
    }
    const exists = [...manifests, ...facts.existing.objects].some(
      other =>
        other.kind === NETWORK_KIND &&
        other.metadata.name === name &&
        other.metadata.namespace === object.metadata.namespace,
    );
    if (!exists) {
      report({
        level: 'warning',
        code: 'vm-network-missing',
        field,
        message: `"${name}" is not in namespace ${object.metadata.namespace} in ${facts.existing.source}: the VM stays Pending until it is; attach the VLAN to the namespace, or merge the branch that does`,
      });
    }
  });
}

function checkCloudInit({ object, report }: CheckContext): void {
  list(object.spec, 'template', 'spec', 'volumes').forEach((volume, i) => {
    const cloudInit = record(volume, 'cloudInitNoCloud');
    const field = `${VM_SPEC}.volumes[${i}].cloudInitNoCloud`;
    for (const key of ['userData', 'networkData']) {
      const value = text(cloudInit, key) ?? '';
      const bytes = new TextEncoder().encode(value).length;
      if (bytes > MAX_CLOUD_INIT_BYTES) {
        report({
          level: 'error',
          code: 'vm-cloud-init-size',
          field: `${field}.${key}`,
          message: `found ${bytes} bytes, allowed: ${MAX_CLOUD_INIT_BYTES}; longer data belongs into a Secret`,
        });
      }
      if (
        /PRIVATE KEY|^\s*(passwd|password|hashed_passwd|plain_text_passwd)\s*:/m.test(
          value,
        )
      ) {
        report({
          level: 'error',
          code: 'vm-cloud-init-secret',
          field: `${field}.${key}`,
          message:
            'found a password or private key, allowed: no secret in a manifest; put the data into a Secret and refer to it',
        });
      }
    }
    const hasUserData = Object.keys(cloudInit).some(
      key => key.startsWith('userData') || key === 'secretRef',
    );
    if (Object.keys(cloudInit).length > 0 && !hasUserData) {
      report({
        level: 'error',
        code: 'vm-cloud-init-user-data',
        field,
        message: 'found network data alone, allowed: user data beside it',
      });
    }
  });
}
