import { MAX_CLOUD_INIT_BYTES } from '../constants';
import { KubeObject, isRecord } from '../model/kubeObject';
import { isAddress } from '../values/address';
import {
  CLOUD_INIT_KINDS,
  cloudInitText,
  parseCloudInit,
} from './cloudInitData';
import { list, record, text } from './read';
import { interfacesOf, macSpelling } from './vmSpec';

/** A static address that cloud-init gives to a NIC. */
export interface StaticAddress {
  address: string;
  /** The name of the NIC in the cloud-init data. */
  label: string;
  /** The name of the NIC in the VM; absent if the data does not identify it. */
  nic?: string;
}

/** The static addresses in a VM's inline network data, version 1 or 2 (cloud-init docs, network-config-format). */
export function staticAddresses(vm: KubeObject): StaticAddress[] {
  return networkData(vm).flatMap(data => {
    const parsed = parseCloudInit(data);
    // The configuration may be below the key "network".
    const config = isRecord(record(parsed).network)
      ? record(parsed, 'network')
      : record(parsed);
    return [...versionOne(config), ...versionTwo(config)].flatMap(
      ({ label, mac, written }) =>
        written.flatMap(value => {
          const address = value.split('/')[0].trim();
          const nic = nicOf(vm, mac);
          return isAddress(address)
            ? [{ address, label, ...(nic !== undefined && { nic }) }]
            : [];
        }),
    );
  });
}

/** The inline network data of a VM, without data that is too large for KubeVirt. */
export function networkData(vm: KubeObject): string[] {
  return list(vm.spec, 'template', 'spec', 'volumes')
    .flatMap(volume => CLOUD_INIT_KINDS.map(kind => record(volume, kind)))
    .map(cloudInit => cloudInitText(cloudInit, 'networkData') ?? '')
    .filter(data => data !== '' && data.length <= MAX_CLOUD_INIT_BYTES);
}

interface Entry {
  label: string;
  mac?: string;
  written: string[];
}

function versionTwo(config: Record<string, unknown>): Entry[] {
  return Object.entries(record(config, 'ethernets')).map(([label, nic]) => ({
    label,
    mac: text(nic, 'match', 'macaddress'),
    written: list(nic, 'addresses').flatMap(entry =>
      // netplan also accepts a mapping from an address to its options.
      typeof entry === 'string' ? entry : Object.keys(record(entry)),
    ),
  }));
}

function versionOne(config: Record<string, unknown>): Entry[] {
  return list(config, 'config').map(nic => ({
    label: text(nic, 'name') ?? '',
    mac: text(nic, 'mac_address'),
    written: list(nic, 'subnets').flatMap(
      subnet => text(subnet, 'address') ?? [],
    ),
  }));
}

/**
 * The NIC with a MAC address; without an address, the only NIC of the VM. The label is chosen by the guest, so it is
 * no help.
 */
function nicOf(vm: KubeObject, mac: string | undefined): string | undefined {
  const nics = interfacesOf(vm);
  if (mac === undefined) {
    return nics.length === 1 ? text(nics[0], 'name') : undefined;
  }
  const nic = nics.find(
    iface => macSpelling(text(iface, 'macAddress') ?? '') === macSpelling(mac),
  );
  return text(nic, 'name');
}
