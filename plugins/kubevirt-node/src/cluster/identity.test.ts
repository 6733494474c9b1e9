import { UserEntity } from '@backstage/catalog-model';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { describeIdentity, identityOf } from './identity';

const settings = (apply: object = {}) =>
  parseSite({
    clusters: { demo: {} },
    deliveries: ['apply'],
    apply,
  }).apply;

const user = (more: Partial<UserEntity> = {}) => ({
  ref: 'user:default/mia',
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mia', namespace: 'default' },
    spec: { memberOf: ['platform'] },
    ...more,
  } as UserEntity,
});

describe('identityOf', () => {
  it('impersonates the user and the groups of the catalog', () => {
    expect(identityOf({ settings: settings(), user: user() })).toEqual({
      type: 'impersonate',
      user: 'backstage:default/mia',
      groups: ['backstage:default/platform'],
    });
  });

  it('goes by the relations where the catalog has made them', () => {
    const entity = {
      relations: [
        { type: 'memberOf', targetRef: 'group:net/vlans' },
        { type: 'memberOf', targetRef: 'group:net/vlans' },
        { type: 'ownerOf', targetRef: 'component:default/x' },
      ],
    };
    expect(
      identityOf({ settings: settings(), user: user(entity) }),
    ).toMatchObject({ groups: ['backstage:net/vlans'] });
  });

  it('maps to names that the cluster has already', () => {
    const entity = {
      spec: {
        profile: { email: 'mia@example.com' },
        memberOf: ['platform', 'group:other/platform', 'user:default/x'],
      },
    };
    const impersonation = { user: '{email}', group: '{name}' };
    expect(
      identityOf({
        settings: settings({ impersonation }),
        user: user(entity),
      }),
      // Two groups of one name are not one group.
    ).toMatchObject({ user: 'mia@example.com', groups: ['platform'] });
  });

  it.each<[string, object, any, string]>([
    ['nobody', {}, undefined, 'nobody is signed in'],
    [
      'a user without an entity',
      {},
      { ref: 'user:default/ghost' },
      'user:default/ghost has no entity',
    ],
    [
      'a user of another namespace under a bare name',
      { impersonation: { user: '{name}' } },
      user({ metadata: { name: 'mia', namespace: 'other' } }),
      'is not in namespace "default"',
    ],
    [
      'a user without the e-mail address that the name is made of',
      { impersonation: { user: '{email}' } },
      user(),
      'has no e-mail address as spec.profile.email',
    ],
    [
      'a user that is Kubernetes’ own',
      { impersonation: { user: '{email}' } },
      user({ spec: { profile: { email: 'kube:admin' } } as any }),
      'has no e-mail address as spec.profile.email',
    ],
    [
      'a name with a line break',
      { impersonation: { user: '{email}' } },
      user({ spec: { profile: { email: 'a\nImpersonate-Group: b' } } as any }),
      'has no e-mail address as spec.profile.email',
    ],
    [
      'a group of the installer',
      { impersonation: { group: '{namespace}:{name}' } },
      user({ spec: { memberOf: ['group:kubeadm/cluster-admins'] } as any }),
      'does not act as "kubeadm:cluster-admins"',
    ],
    [
      'a group that is Kubernetes’ own',
      { impersonation: { group: '{namespace}:{name}' } },
      user({
        spec: { memberOf: ['group:system/masters'] } as any,
      }),
      'does not act as "system:masters"',
    ],
  ])('refuses %s', (_what, apply, who, message) => {
    expect(() => identityOf({ settings: settings(apply), user: who })).toThrow(
      message,
    );
  });

  it("takes the person's token from the task, and never says it", () => {
    const apply = settings({ identity: 'user-token' });
    const secrets = { kubernetesToken: 'sha256~secret' };
    const identity = identityOf({ settings: apply, secrets });
    expect(identity).toEqual({ type: 'user-token', token: 'sha256~secret' });
    expect(describeIdentity(identity)).not.toContain('sha256');
    expect(() => identityOf({ settings: apply, secrets: {} })).toThrow(
      'no secret "kubernetesToken"',
    );
  });

  it('acts as the service account only where the configuration says so', () => {
    const apply = settings({ identity: 'service-account' });
    expect(describeIdentity(identityOf({ settings: apply }))).toBe(
      'the service account of Backstage',
    );
  });
});
