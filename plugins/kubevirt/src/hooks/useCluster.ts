import { useApi } from '@backstage/frontend-plugin-api';
import type { ClusterSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../api';
import { useLoad } from './useLoad';

/**
 * The clusters of the site, and which of them is meant: the one that is named, or the only one. The form may ask for it
 * on a later page.
 */
export function useCluster(name: string | undefined) {
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: 'clusters',
    load: signal => api.getClusters({ signal }),
  });
  const clusters = load.status === 'failed' ? [] : load.value ?? [];
  return { load, cluster: clusterNamed(clusters, name) };
}

function clusterNamed(
  clusters: ClusterSummary[],
  name: string | undefined,
): ClusterSummary | undefined {
  return name === undefined && clusters.length === 1
    ? clusters[0]
    : clusters.find(cluster => cluster.name === name);
}
