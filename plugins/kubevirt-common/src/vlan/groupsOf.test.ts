import { groupsOf } from './groupsOf';

const user = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mia' },
};

describe('groupsOf', () => {
  it('uses the membership relations only', () => {
    expect(
      groupsOf({
        ...user,
        relations: [
          { type: 'memberOf', targetRef: 'group:default/network' },
          { type: 'ownerOf', targetRef: 'resource:default/vlan-1' },
        ],
        spec: { memberOf: ['other'] },
      }),
    ).toEqual(['group:default/network']);
  });

  it('uses the list of the spec if there are no relations yet', () => {
    expect(
      groupsOf({ ...user, spec: { memberOf: ['network', 'group:lab/x', 7] } }),
    ).toEqual(['group:default/network', 'group:lab/x']);
    expect(groupsOf(user)).toEqual([]);
  });
});
