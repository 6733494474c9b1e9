import { InputError } from '@backstage/errors';
import { stringify } from 'yaml';
import { MAX_CLOUD_INIT_BYTES } from '../constants';
import { CreateVmRequest } from '../request/createVm';

// YAML 1.1 parsers read an unquoted MAC address of digits as a number of base 60.
const FLAT = { lineWidth: 0, compat: 'yaml-1.1' } as const;

/** One NIC as the manifest templates see it; `address` is `<address>/<prefix length>`. */
export type Nic = {
  name: string;
  networkName?: string;
  pod?: true;
  macAddress?: string;
  bootOrder?: number;
  address?: string;
  gateway?: string;
  dns?: string[];
};

/** A VM's NoCloud data. userData is inline or, where it may hold secrets, in a Secret of the namespace. */
export type CloudInit = {
  userData?: string;
  userDataSecret?: string;
  networkData?: string;
};

/**
 * The cloud-init data of a VM, or undefined where it needs none.
 *
 * @throws InputError when a text is longer than KubeVirt admits inline.
 */
export function planCloudInit(
  request: CreateVmRequest,
  nics: Nic[],
): CloudInit | undefined {
  const sshKeys = request.sshKeys ?? [];
  const isStatic = nics.some(nic => nic.address !== undefined);
  if (!isStatic && sshKeys.length === 0 && !request.userDataSecret) {
    return undefined;
  }
  const cloudInit: CloudInit = {
    // KubeVirt requires user data beside network data, so it is present even when it is empty.
    ...(request.userDataSecret !== undefined
      ? { userDataSecret: request.userDataSecret }
      : { userData: userData(sshKeys) }),
    ...(isStatic && { networkData: networkData(nics) }),
  };
  checkSize('sshKeys', cloudInit.userData);
  checkSize('networks', cloudInit.networkData);
  return cloudInit;
}

function userData(sshKeys: string[]): string {
  return sshKeys.length > 0
    ? `#cloud-config\n${stringify({ ssh_authorized_keys: sshKeys }, FLAT)}`
    : '#cloud-config\n{}\n';
}

/** Network data in version 2, the NICs found by MAC address: their names differ from guest to guest. */
function networkData(nics: Nic[]): string {
  const hasPodNetwork = nics.some(nic => nic.pod);
  const gatewayNic = nics.find(nic => nic.address && nic.gateway);
  const ethernets = nics.map(nic => [
    nic.name,
    {
      match: { macaddress: nic.macAddress },
      ...(nic.address
        ? {
            addresses: [nic.address],
            // The pod network brings the default route and the name servers. Those of the VLAN are used only without it.
            ...(!hasPodNetwork && {
              ...(nic === gatewayNic && {
                routes: [{ to: defaultRoute(nic.gateway!), via: nic.gateway }],
              }),
              ...(nic.dns && { nameservers: { addresses: nic.dns } }),
            }),
          }
        : dhcp(nic, hasPodNetwork)),
    },
  ]);
  return stringify(
    { version: 2, ethernets: Object.fromEntries(ethernets) },
    FLAT,
  );
}

function dhcp(nic: Nic, hasPodNetwork: boolean) {
  return {
    dhcp4: true,
    ...(!nic.pod && {
      // A VLAN without a DHCP server must not hold up the boot.
      optional: true,
      ...(hasPodNetwork && { 'dhcp4-overrides': { 'use-routes': false } }),
    }),
  };
}

function defaultRoute(gateway: string): string {
  return gateway.includes(':') ? '::/0' : '0.0.0.0/0';
}

function checkSize(field: string, text: string | undefined): void {
  const bytes = new TextEncoder().encode(text ?? '').length;
  if (bytes > MAX_CLOUD_INIT_BYTES) {
    throw new InputError(
      `${field}: found ${bytes} bytes of cloud-init data, allowed: ${MAX_CLOUD_INIT_BYTES} inline; put longer user data into a Secret and name it in userDataSecret`,
    );
  }
}
