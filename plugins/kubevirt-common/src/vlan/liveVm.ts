import { CLOUD_INIT_KINDS } from '../manifests/cloudInitData';
import { networkReference } from '../manifests/networkReference';
import { list, record, text } from '../manifests/read';
import { staticAddresses } from '../manifests/staticAddresses';
import { interfacesOf, macSpelling, networksOf } from '../manifests/vmSpec';
import { KubeObject } from '../model/kubeObject';
import { addressSpelling, isAddress } from '../values/address';

/** A NIC according to the VM object or its guest. */
export interface LiveNic {
  name: string;
  /** The NAD; absent for the pod network. */
  network?: { namespace: string; name: string };
  mac?: string;
  /** Each once, in one spelling. */
  addresses: string[];
  linkState?: 'up' | 'down';
}

/** The parts of a VM that pages show. User data and secrets are left out. */
export interface LiveVm {
  namespace: string;
  name: string;
  /** KubeVirt's `status.printableStatus`. */
  status: string;
  nics: LiveNic[];
}

/** The NICs that a running VM reports. */
export interface LiveInstance {
  namespace: string;
  name: string;
  nics: LiveNic[];
}

/**
 * Reduces a VirtualMachine to the fields that `liveVm` reads, without user data. The network data is kept as text,
 * because parsing that of ten thousand VMs takes seconds and few of them are requested.
 */
export function forLiveVm(vm: KubeObject): KubeObject {
  const { apiVersion, kind, metadata, spec, status } = vm;
  const volumes = list(spec, 'template', 'spec', 'volumes').flatMap(volume =>
    CLOUD_INIT_KINDS.flatMap(source => {
      const { networkData, networkDataBase64 } = record(volume, source);
      return networkData === undefined && networkDataBase64 === undefined
        ? []
        : [{ [source]: { networkData, networkDataBase64 } }];
    }),
  );
  return {
    apiVersion,
    kind,
    metadata: { namespace: metadata.namespace, name: metadata.name },
    spec: {
      template: {
        spec: {
          networks: networksOf(vm),
          domain: {
            devices: {
              interfaces: interfacesOf(vm).map(({ name, macAddress }) => ({
                name,
                macAddress,
              })),
            },
          },
          volumes,
        },
      },
    },
    status: { printableStatus: record(status).printableStatus },
  };
}

/** Reduces a VirtualMachineInstance to the fields that `liveInstance` reads. */
export function forLiveInstance(instance: KubeObject): KubeObject {
  const { apiVersion, kind, metadata, status } = instance;
  return {
    apiVersion,
    kind,
    metadata: { namespace: metadata.namespace, name: metadata.name },
    status: { interfaces: list(status, 'interfaces') },
  };
}

/** The NADs that the NICs of a VM use. */
export function networksOfVm(
  vm: KubeObject,
): Array<{ namespace: string; name: string }> {
  const { namespace = '' } = vm.metadata;
  return networksOf(vm).flatMap(entry => {
    const reference = networkReference(vm, entry);
    return reference
      ? [{ namespace: reference.namespace ?? namespace, name: reference.name }]
      : [];
  });
}

/** The parts of a VirtualMachine that pages show, with the static addresses of its cloud-init data. */
export function liveVm(vm: KubeObject): LiveVm {
  const { namespace = '', name } = vm.metadata;
  const written = staticAddresses(vm);
  return {
    namespace,
    name,
    status: text(vm, 'status', 'printableStatus') ?? 'Unknown',
    nics: networksOf(vm).map(entry => {
      const nic = text(entry, 'name') ?? '';
      const reference = networkReference(vm, entry);
      const mac = text(
        interfacesOf(vm).find(iface => text(iface, 'name') === nic),
        'macAddress',
      );
      return {
        name: nic,
        ...(reference && {
          network: {
            namespace: reference.namespace ?? namespace,
            name: reference.name,
          },
        }),
        ...(mac !== undefined && { mac: macSpelling(mac) }),
        addresses: spellings(
          written
            .filter(address => address.nic === nic)
            .map(({ address }) => address),
        ),
      };
    }),
  };
}

/** The parts of a VirtualMachineInstance that pages show (kubevirt.io/api, VirtualMachineInstanceNetworkInterface). */
export function liveInstance(instance: KubeObject): LiveInstance {
  const { namespace = '', name } = instance.metadata;
  return {
    namespace,
    name,
    nics: list(instance, 'status', 'interfaces').flatMap(iface => {
      const nic = text(iface, 'name');
      const mac = text(iface, 'mac');
      const linkState = text(iface, 'linkState');
      // An interface without a name exists only in the guest.
      return nic === undefined || nic === ''
        ? []
        : [
            {
              name: nic,
              ...(mac !== undefined && { mac: macSpelling(mac) }),
              addresses: spellings([
                ...list(iface, 'ipAddresses'),
                text(iface, 'ipAddress'),
              ]),
              ...((linkState === 'up' || linkState === 'down') && {
                linkState,
              }),
            },
          ];
    }),
  };
}

/**
 * The NICs of a VM, completed with what its guest reports. If both have a MAC address, that of the guest counts,
 * because it is in use.
 */
export function liveNics(
  vm: LiveVm,
  instance: LiveInstance | undefined,
): LiveNic[] {
  return vm.nics.map(nic => {
    const live = instance?.nics.find(({ name }) => name === nic.name);
    return {
      ...nic,
      ...live,
      addresses: spellings([...nic.addresses, ...(live?.addresses ?? [])]),
    };
  });
}

/** Link-local addresses, which every NIC has (RFC 4291, 2.5.6); nothing outside the link can reach them. */
const LINK_LOCAL = /^fe[89ab][0-9a-f]:/;

function spellings(addresses: unknown[]): string[] {
  return [
    ...new Set(
      addresses
        .filter(
          (address): address is string =>
            typeof address === 'string' && isAddress(address),
        )
        .map(addressSpelling)
        .filter(address => !LINK_LOCAL.test(address)),
    ),
  ];
}
