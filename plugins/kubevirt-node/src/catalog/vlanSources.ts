import {
  BackstageCredentials,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ForwardedError } from '@backstage/errors';

/**
 * A source of VLANs besides the catalog, such as an IPAM. It gives entities as a file would register them, which are parsed
 * and checked like those of the catalog: a source decides nothing about who may use a VLAN.
 *
 * @public
 */
export interface VlanSource {
  /** Names the source in errors. */
  name: string;
  /**
   * The entity of a VLAN, `resource:default/vlan-<id>`; undefined where the source does not have the VLAN, or must not show
   * it with these credentials.
   */
  vlanEntity: (
    vlanId: number,
    options: { credentials: BackstageCredentials },
  ) => Promise<Entity | undefined>;
}

/**
 * Adds sources of VLANs to the scaffolder actions.
 *
 * @public
 */
export interface VlanSourcesExtensionPoint {
  /** Sources are asked in the order in which they were added, after the catalog. */
  addVlanSource: (source: VlanSource) => void;
}

/**
 * The extension point for sources of VLANs.
 *
 * @public
 */
export const vlanSourcesExtensionPoint =
  createExtensionPoint<VlanSourcesExtensionPoint>({
    id: 'kubevirt.vlanSources',
  });

type GetEntity = (
  ref: string | CompoundEntityRef,
  options: { credentials: BackstageCredentials },
) => Promise<Entity | undefined>;

const VLAN_REF = /^resource:default\/vlan-([1-9]\d*)$/;

/**
 * Reads entities from the catalog, and VLANs that the catalog does not have from other sources.
 *
 * The first source that has a VLAN decides about it, the catalog before all others. Where it hides the VLAN from a user, no
 * later source is asked: it may entitle somebody else.
 *
 * @param ownCredentials - of Backstage itself, which see what is hidden from a user
 */
export function withVlanSources(options: {
  getEntityByRef: GetEntity;
  sources: readonly VlanSource[];
  ownCredentials: () => Promise<BackstageCredentials>;
}): GetEntity {
  const { getEntityByRef, sources, ownCredentials } = options;
  return async (ref, { credentials }) => {
    const found = await getEntityByRef(ref, { credentials });
    const vlanId = vlanIdOf(ref);
    if (found || vlanId === undefined || sources.length === 0) {
      return found;
    }
    const own = await ownCredentials();
    if (await getEntityByRef(ref, { credentials: own })) {
      return undefined;
    }
    for (const source of sources) {
      if (await askSource(source, vlanId, own)) {
        return askSource(source, vlanId, credentials);
      }
    }
    return undefined;
  };
}

async function askSource(
  source: VlanSource,
  vlanId: number,
  credentials: BackstageCredentials,
): Promise<Entity | undefined> {
  try {
    return await source.vlanEntity(vlanId, { credentials });
  } catch (error) {
    throw new ForwardedError(`The source of VLANs "${source.name}"`, error);
  }
}

function vlanIdOf(ref: string | CompoundEntityRef): number | undefined {
  const text = typeof ref === 'string' ? ref : stringifyEntityRef(ref);
  const [, id] = VLAN_REF.exec(text) ?? [];
  return id === undefined ? undefined : Number(id);
}
