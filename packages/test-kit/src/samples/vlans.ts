import type { EntityLike } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The entity of a VLAN with everything that one may have; the options replace parts of it. */
export function vlanEntityData(
  options: {
    vlan?: object;
    spec?: object;
    metadata?: object;
    kind?: unknown;
  } = {},
): EntityLike {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'vlan-1085',
      description: 'Bare-metal provisioning',
      annotations: { 'example.com/rack': '7' },
      ...options.metadata,
    },
    spec: {
      type: 'vlan',
      owner: 'group:default/network',
      vlan: {
        id: 1085,
        clusters: ['demo'],
        subnet: '10.6.85.0/24',
        gateway: '10.6.85.1',
        dns: ['10.6.0.53'],
        reserved: ['10.6.85.1-10.6.85.19', '10.6.85.240/28', '10.6.85.77'],
        nodePools: ['c7000'],
        allowedGroups: ['platform'],
        allowedNamespaces: ['demo'],
        ...options.vlan,
      },
      ...options.spec,
    },
    ...('kind' in options ? { kind: options.kind } : {}),
  } as EntityLike;
}
