import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { UserEntity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  VlanUser,
  groupsOf,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** The user who asks. */
export interface Asker {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  ref: string;
  /** The user's entity as the user sees it; absent where the catalog has none. */
  entity?: UserEntity;
  /** The user with their groups, which a VLAN's entitlement is compared with. */
  user: VlanUser;
}

/** Reads who asks: the groups are those of now, as the actions take them. */
export async function askerOf(options: {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
}): Promise<Asker> {
  const { credentials, catalog } = options;
  const ref = credentials.principal.userEntityRef;
  const entity = await catalog.getEntityByRef(ref, { credentials });
  return {
    credentials,
    ref,
    ...(entity && { entity: entity as UserEntity }),
    user: { ref, groups: entity ? groupsOf(entity) : [] },
  };
}
