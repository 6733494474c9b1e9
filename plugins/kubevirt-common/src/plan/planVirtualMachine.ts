import { InputError } from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  OWNER_ANNOTATION,
  POD_NETWORK,
  VM_API_VERSION,
  VM_KIND,
} from '../constants';
import { Site, findVlan, vlanAddressProblem } from '../model/site';
import { NamedInCluster, vmEntityRef } from '../naming/entityRefs';
import { networkName, stableMacAddress } from '../naming/names';
import { CreateVmRequest, NetworkRequest } from '../request/createVm';
import { Nic, planCloudInit } from './cloudInit';
import { planDisk } from './disk';
import { Plan, Target, objectPath, targetOf } from './plan';

/** A plan to create a VM, with the names that it uses. */
export interface VirtualMachinePlan extends Plan {
  vmName: string;
  /** The catalog entity of the VM. */
  entityRef: string;
  /** The NADs that the VM uses, in the order of its NICs. */
  networkNames: string[];
}

/** Identifies the creation of a VM, for its branch. */
export function vmChange({
  cluster,
  namespace,
  name,
}: NamedInCluster): Pick<Plan, 'action' | 'cluster' | 'subject'> {
  return { action: 'vm-create', cluster, subject: `${namespace}/${name}` };
}

/**
 * Plans a VM with its NICs, disks and cloud-init data.
 *
 * @throws InputError for an unknown cluster, and for an address that its VLAN's subnet does not allow.
 */
export function planVirtualMachine(
  request: CreateVmRequest,
  site: Site,
): VirtualMachinePlan {
  const { name, namespace, targetPath } = request;
  const target = targetOf(site, request);
  const id = {
    apiVersion: VM_API_VERSION,
    kind: VM_KIND,
    namespace,
    name,
  };
  const nics = planNics({ request, site, target });
  const disk = planDisk(request);

  return {
    ...vmChange({ cluster: target.name, namespace, name }),
    title: `Create VM ${namespace}/${name}`,
    objects: [
      {
        id,
        path: objectPath({ site, cluster: target.name, id, targetPath }),
      },
    ],
    removals: [],
    vmName: name,
    entityRef: vmEntityRef({ cluster: target.name, namespace, name }),
    networkNames: nics.flatMap(nic => nic.networkName ?? []),
    values: {
      cluster: target.name,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations:
        request.owner === undefined
          ? {}
          : { [OWNER_ANNOTATION]: request.owner },
      vm: {
        name,
        namespace,
        runStrategy: request.runStrategy,
        ...optional('instancetype', request.instancetype),
        ...optional('preference', request.preference),
        ...optional('cpu', request.cpu),
        ...optional('memory', request.memory),
        disk: { ...disk },
        nics: nics.map(nic => ({ ...nic })),
        ...optional('cloudInit', planCloudInit(request, nics)),
      },
    },
  };
}

/** The VLANs that a request names for its NICs, each once. */
export function requestedVlans(request: CreateVmRequest): number[] {
  return [...new Set(request.networks.flatMap(({ vlanId }) => vlanId ?? []))];
}

function planNics(options: {
  request: CreateVmRequest;
  site: Site;
  target: Target;
}): Nic[] {
  const { request, site, target } = options;
  const { networks, podNetwork, name, namespace } = request;
  // cloud-init configures only the NICs that its network data lists, and finds them by MAC address. As soon as one address
  // is static, every NIC needs an entry and a MAC address.
  const needsMac = networks.some(network => network.ipAddress !== undefined);
  const macOf = (nic: string) =>
    stableMacAddress({ cluster: target.name, namespace, vm: name, nic });

  const nics: Nic[] = networks.map((network, i) => ({
    name: network.name,
    networkName: network.networkName ?? networkName(site, network.vlanId!),
    ...optional(
      'macAddress',
      network.macAddress?.toLowerCase() ??
        (needsMac ? macOf(network.name) : undefined),
    ),
    ...optional('bootOrder', network.bootOrder),
    ...staticAddress({ network, target, field: `networks[${i}].ipAddress` }),
  }));
  const pod: Nic[] = podNetwork
    ? [
        {
          name: POD_NETWORK,
          pod: true,
          ...optional('macAddress', needsMac ? macOf(POD_NETWORK) : undefined),
        },
      ]
    : [];
  return [...pod, ...nics];
}

function staticAddress(options: {
  network: NetworkRequest;
  target: Target;
  field: string;
}): Pick<Nic, 'address' | 'dns' | 'gateway'> {
  const { network, target, field } = options;
  const { ipAddress, vlanId } = network;
  if (ipAddress === undefined || vlanId === undefined) {
    return {};
  }
  const vlan = findVlan(target.cluster, vlanId);
  if (vlan?.subnet === undefined) {
    throw new InputError(
      `${field}: found "${ipAddress}", but the subnet of VLAN ${vlanId} is not known; allowed: no address (DHCP), or an entry with its subnet in kubevirt.clusters.${target.name}.vlans`,
    );
  }
  const { subnet, gateway, dns } = vlan;
  const problem = vlanAddressProblem({ ...vlan, subnet }, ipAddress);
  if (problem) {
    throw new InputError(
      `${field}: found "${ipAddress}", which ${problem}; allowed: a host address of ${subnet} other than its gateway (VLAN ${vlanId})`,
    );
  }
  return {
    address: `${ipAddress}/${subnet.split('/')[1]}`,
    ...optional('gateway', gateway),
    ...optional('dns', dns.length > 0 ? dns : undefined),
  };
}

function optional<K extends string, T>(
  key: K,
  value: T | undefined,
): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: T });
}
