import { Select } from '@backstage/ui';
import { useCluster } from '../../hooks/useCluster';
import { loaded } from '../../hooks/useLoad';
import { useTexts } from '../../translations';

/** A value that is no name of a cluster. */
const ALL = '*';

/** A choice of the site's clusters. It includes the one in the URL, even if the clusters can't be listed. */
export function ClusterSelect(props: {
  cluster: string | undefined;
  onChange: (cluster: string | undefined) => void;
}) {
  const { cluster, onChange } = props;
  const t = useTexts();
  const { load } = useCluster(undefined);
  const listed = loaded(load) ?? [];
  const names = new Set(listed.map(({ name }) => name));
  if (cluster !== undefined) {
    names.add(cluster);
  }
  return (
    <Select
      label={t('vlansPage.filterCluster')}
      selectedKey={cluster ?? ALL}
      onSelectionChange={key => onChange(key === ALL ? undefined : String(key))}
      options={[
        { id: ALL, label: t('vlansPage.allClusters') },
        ...[...names].sort().map(name => ({ id: name, label: name })),
      ]}
    />
  );
}
