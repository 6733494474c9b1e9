import { groupsOf } from './groupsOf';

const user = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mia' },
};

describe('groupsOf', () => {
  it('takes the relations, and no other than those of membership', () => {
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

  it('takes the written list where there are no relations yet', () => {
    expect(
      groupsOf({ ...user, spec: { memberOf: ['network', 'group:lab/x', 7] } }),
    ).toEqual(['group:default/network', 'group:lab/x']);
    expect(groupsOf(user)).toEqual([]);
  });
});
