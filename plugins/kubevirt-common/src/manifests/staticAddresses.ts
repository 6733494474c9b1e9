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

/** An address that cloud-init gives to a NIC. */
export interface StaticAddress {
  address: string;
  /** What cloud-init calls the NIC. */
  label: string;
  /** The NIC's name in the VM, where cloud-init says which one it is. */
  nic?: string;
}

/** The static addresses in a VM's inline network data, of either version (cloud-init docs, network-config-format). */
export function staticAddresses(vm: KubeObject): StaticAddress[] {
  return networkData(vm).flatMap(data => {
    const parsed = parseCloudInit(data);
    // The whole may stand below a key of its own.
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

/** A VM's inline network data; what KubeVirt refuses for its size is left out. */
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
      // netplan takes a mapping of an address to its options too.
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

/** The NIC of a MAC address; without one, the VM's only NIC. What a guest calls its NICs is the guest's. */
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
