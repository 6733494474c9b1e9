import { POD_NETWORK } from '../constants';
import { CreateVmFields } from './createVmFields';

type Refuse = (path: (string | number)[], message: string) => void;
type VmInput = Pick<
  CreateVmFields,
  | 'blank'
  | 'containerDisk'
  | 'cpu'
  | 'dataSource'
  | 'diskSize'
  | 'instancetype'
  | 'memory'
  | 'networks'
  | 'podNetwork'
  | 'sshKeys'
  | 'userDataSecret'
>;

/** Checks the fields of a VM request that belong together or exclude each other. */
export function checkCreateVm(vm: VmInput, refuse: Refuse): void {
  checkBootSource(vm, refuse);
  checkSize(vm, refuse);
  checkNetworks(vm, refuse);
  if (vm.userDataSecret !== undefined && (vm.sshKeys ?? []).length > 0) {
    refuse(
      ['userDataSecret'],
      'either sshKeys or userDataSecret: with a Secret the keys belong into its user data',
    );
  }
}

function checkBootSource(vm: VmInput, refuse: Refuse): void {
  const sources = (['dataSource', 'containerDisk', 'blank'] as const).filter(
    source => vm[source] !== undefined,
  );
  if (sources.length !== 1) {
    refuse(
      [sources[1] ?? 'dataSource'],
      `exactly one of dataSource (with diskSize), containerDisk and blank; found ${
        sources.length === 0 ? 'none' : sources.join(' and ')
      }`,
    );
  }
  if (vm.dataSource !== undefined && vm.diskSize === undefined) {
    refuse(
      ['diskSize'],
      'a quantity such as "30Gi": dataSource needs the size of its copy',
    );
  }
  if (vm.dataSource === undefined && vm.diskSize !== undefined) {
    refuse(['diskSize'], 'nothing: diskSize goes with dataSource only');
  }
}

function checkSize(vm: VmInput, refuse: Refuse): void {
  if (vm.instancetype !== undefined) {
    if (vm.cpu !== undefined || vm.memory !== undefined) {
      refuse(
        ['instancetype'],
        'either instancetype or cpu and memory: an instancetype brings its own',
      );
    }
    return;
  }
  for (const field of ['cpu', 'memory'] as const) {
    if (vm[field] === undefined) {
      refuse([field], 'cpu and memory together, or an instancetype');
    }
  }
}

function checkNetworks(vm: VmInput, refuse: Refuse): void {
  const seen = {
    name: new Set<unknown>(vm.podNetwork ? [POD_NETWORK] : []),
    macAddress: new Set<unknown>(),
    bootOrder: new Set<unknown>(),
    ipAddress: new Set<unknown>(),
  };
  vm.networks.forEach((network, i) => {
    const path = (field: string) => ['networks', i, field];
    if (
      (network.vlanId === undefined) ===
      (network.networkName === undefined)
    ) {
      refuse(path('vlanId'), 'exactly one of vlanId and networkName');
    }
    if (network.ipAddress !== undefined && network.vlanId === undefined) {
      refuse(
        path('ipAddress'),
        'an address only together with vlanId, whose subnet it is checked against',
      );
    }
    for (const field of keysOf(seen)) {
      const value = canonical(network[field]);
      if (value !== undefined && seen[field].has(value)) {
        refuse(path(field), `a value that no other network of the VM has`);
      }
      seen[field].add(value);
    }
  });
}

function canonical(value: string | number | undefined) {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}
