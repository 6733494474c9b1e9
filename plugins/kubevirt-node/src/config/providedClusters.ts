import { Config } from '@backstage/config';

/** The clusters that an entity provider keeps in the catalog, from `catalog.providers.kubevirt`. */
export function providedClusters(config: Config): Set<string> {
  const providers = config.getOptionalConfig('catalog.providers.kubevirt');
  return new Set(
    (providers?.keys() ?? []).map(
      id => providers!.getOptionalString(`${id}.cluster`) ?? id,
    ),
  );
}
