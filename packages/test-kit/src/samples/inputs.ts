/** A VLAN on a node pool, as the form "Attach a VLAN" sends it. */
export const attachInput = {
  vlanId: 1085,
  nodePool: 'c7000',
  namespace: 'demo',
  delivery: 'pull-request',
};

/** A VM on that VLAN, as the form "Create a VM on a VLAN" sends it. */
export const vmInput = {
  name: 'web-1',
  namespace: 'demo',
  delivery: 'pull-request',
  cpu: 2,
  memory: '4Gi',
  blank: { size: '20Gi' },
  networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
};

/** The key of the first test vector of RFC 8032 in OpenSSH form. It belongs to nobody. */
export const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea rfc8032';
