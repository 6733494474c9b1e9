import { stringify } from 'yaml';

/** The seed case, as the form "Attach a VLAN" sends it. */
export const attachValues = {
  vlanId: 1085,
  nodePool: 'c7000',
  namespace: 'demo',
  delivery: 'pull-request',
};

/** A VM on it, as the form "Create a VM on a VLAN" sends it. */
export const vmValues = {
  name: 'web-1',
  namespace: 'demo',
  delivery: 'pull-request',
  cpu: 2,
  memory: '4Gi',
  blank: { size: '20Gi' },
  networks: [{ name: 'nic-pxe1', vlanId: 1085, bootOrder: 1 }],
};

/** Catalog entities of the group that owns the VLANs and of its member, with an account on Gitea. */
export function peopleYaml(): string {
  return [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: {
        name: 'nia',
        annotations: { 'gitea.com/user-login': 'nia' },
      },
      spec: { memberOf: ['network'] },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'network' },
      spec: { type: 'team', children: [] },
    },
  ]
    .map(entity => stringify(entity))
    .join('---\n');
}
