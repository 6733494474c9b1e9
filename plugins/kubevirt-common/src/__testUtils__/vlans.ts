import { EntityLike, VlanEntity, parseVlanEntity } from '../vlan';

/** The entity of a VLAN with all its fields; `vlan` and `spec` replace parts of it. */
export function vlanEntityData(more: {
  vlan?: object;
  spec?: object;
  metadata?: object;
  kind?: unknown;
}): EntityLike {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'vlan-1085',
      description: 'Bare-metal provisioning',
      annotations: { 'example.com/rack': '7' },
      ...more.metadata,
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
        ...more.vlan,
      },
      ...more.spec,
    },
    ...('kind' in more ? { kind: more.kind } : {}),
  } as EntityLike;
}

/** The same entity, parsed. */
export function vlanEntity(more: { vlan?: object; spec?: object } = {}) {
  return parseVlanEntity(vlanEntityData(more));
}

/** A VLAN that every cluster, pool and tenant's namespace may use. */
export function vlanOwnedBy(id: number, owner: string): VlanEntity {
  return parseVlanEntity(
    vlanEntityData({
      metadata: { name: `vlan-${id}` },
      spec: { owner, vlan: { id, allowedNamespaces: ['*'] } },
    }),
  );
}
