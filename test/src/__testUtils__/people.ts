import { stringify } from 'yaml';

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
