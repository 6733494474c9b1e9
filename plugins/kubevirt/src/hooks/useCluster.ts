import { useApi } from '@backstage/frontend-plugin-api';
import type { ClusterSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../api';
import { loaded, useLoad } from './useLoad';

/**
 * The clusters of the site, and the one that the form is about: the named one, or else the default one, although the form
 * may ask for another on a later page.
 */
export function useCluster(name: string | undefined) {
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: 'clusters',
    load: signal => api.getClusters({ signal }),
  });
  const clusters = loaded(load) ?? [];
  return { load, cluster: clusterNamed(clusters, name) };
}

function clusterNamed(
  clusters: ClusterSummary[],
  name: string | undefined,
): ClusterSummary | undefined {
  return clusters.find(cluster =>
    name === undefined ? cluster.isDefault : cluster.name === name,
  );
}
