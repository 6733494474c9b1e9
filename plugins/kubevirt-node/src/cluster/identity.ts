import {
  Entity,
  UserEntity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  ApplySettings,
  fillTemplate,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** As whom a cluster is called. */
export type Identity =
  | { type: 'impersonate'; user: string; groups: string[] }
  | { type: 'user-token'; token: string }
  | { type: 'service-account' };

/** The identity in words, without a secret. */
export function describeIdentity(identity: Identity): string {
  switch (identity.type) {
    case 'impersonate':
      return `${identity.user} (groups: ${
        identity.groups.join(', ') || 'none'
      })`;
    case 'user-token':
      return 'the owner of the token that the task was started with';
    default:
      return 'the service account of Backstage';
  }
}

/**
 * As whom a task acts on a cluster.
 *
 * @param user - who started the task; the entity is that of the catalog, as the scaffolder read it
 * @param secrets - the task's secrets
 * @throws NotAllowedError where nobody is signed in, the user has no entity, or a name would be one of Kubernetes' own.
 */
export function identityOf(options: {
  settings: ApplySettings;
  user?: { entity?: UserEntity; ref?: string };
  secrets?: Record<string, string>;
}): Identity {
  const { settings, user, secrets } = options;
  switch (settings.identity) {
    case 'service-account':
      return { type: 'service-account' };
    case 'user-token': {
      const token = secrets?.[settings.userTokenSecret];
      if (!token) {
        throw new NotAllowedError(
          `Direct apply acts with your own token, but the task has no secret "${settings.userTokenSecret}"; the form has to ask for it (kubevirt.apply.userTokenSecret), or propose the change in the GitOps repository`,
        );
      }
      return { type: 'user-token', token };
    }
    default:
      return impersonated(settings, user?.entity, user?.ref);
  }
}

function impersonated(
  settings: ApplySettings,
  entity: UserEntity | undefined,
  ref: string | undefined,
): Identity {
  if (!entity) {
    throw new NotAllowedError(
      `Direct apply acts as the person who asks, but ${
        ref
          ? `${ref} has no entity in the catalog`
          : 'nobody is signed in to this task'
      }; sign in, or propose the change in the GitOps repository`,
    );
  }
  const { user, group } = settings.impersonation;
  const self = {
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  };
  const email = entity.spec.profile?.email;
  if (user.includes('{email}') && !/^[^@:\s]+@[^@:\s]+$/.test(email ?? '')) {
    throw new NotAllowedError(
      `kubevirt.apply.impersonation.user is "${user}", but ${ref} has no e-mail address as spec.profile.email in the catalog`,
    );
  }
  if (!belongs(user, self)) {
    throw new NotAllowedError(
      `kubevirt.apply.impersonation.user is "${user}", which names no namespace, and ${ref} is not in namespace "default" of the catalog`,
    );
  }
  return {
    type: 'impersonate',
    user: safe(fillTemplate(user, { ...self, email: email ?? '' })),
    groups: [
      ...new Set(
        groupsOf(entity)
          .filter(ids => belongs(group, ids))
          .map(ids => safe(fillTemplate(group, ids))),
      ),
    ].sort(),
  };
}

/** Two catalog namespaces must not share a name in the cluster. */
function belongs(
  template: string,
  { namespace }: { namespace: string },
): boolean {
  return (
    template.includes('{namespace}') ||
    template.includes('{email}') ||
    namespace === 'default'
  );
}

function groupsOf(entity: Entity): Array<{ namespace: string; name: string }> {
  const related = (entity.relations ?? [])
    .filter(({ type }) => type === 'memberOf')
    .map(({ targetRef }) => targetRef);
  const own = entity.metadata.namespace ?? 'default';
  const written = Array.isArray(entity.spec?.memberOf)
    ? entity.spec.memberOf.filter(
        (ref): ref is string => typeof ref === 'string',
      )
    : [];
  // Relations are what the catalog made of both sides; the written list is all there is before it was processed.
  return (related.length > 0 ? related : written)
    .map(ref =>
      parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: own }),
    )
    .filter(({ kind }) => kind.toLocaleLowerCase('en-US') === 'group')
    .map(({ namespace, name }) => ({ namespace, name }))
    .filter(
      (ids, i, all) =>
        all.findIndex(
          other =>
            stringifyEntityRef({ kind: 'group', ...other }) ===
            stringifyEntityRef({ kind: 'group', ...ids }),
        ) === i,
    );
}

/** Nobody may act as one of Kubernetes' own users or groups, even if the catalog has a user of that name. */
function safe(subject: string): string {
  if (
    /^(system|kube|kubeadm):/i.test(subject) ||
    !/^[\x21-\x7e]{1,512}$/.test(subject)
  ) {
    throw new NotAllowedError(
      `Direct apply does not act as "${subject}": names that begin with "system:", "kube:" or "kubeadm:" are the cluster’s own, and a name has no spaces; see kubevirt.apply.impersonation`,
    );
  }
  return subject;
}
