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

/** The user who makes a request. */
export interface Requester {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  ref: string;
  /** The user's entity as the user sees it; absent if the catalog has none. */
  entity?: UserEntity;
  /** The user with the groups that a VLAN's entitlement is compared with. */
  user: VlanUser;
}

/** Reads the requester, with their current groups, as the actions do. */
export async function requesterOf(options: {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
}): Promise<Requester> {
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
