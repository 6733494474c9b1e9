import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { NamedInCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { LoadView } from '../../components/LoadView';
import { PartView } from '../../components/PartView';
import { RefreshBar } from '../../components/RefreshBar';
import { failureOf } from '../../components/failureOf';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations';
import { VmLinkRow } from './VmLinkRow';
import { VmView } from './VmView';
import { LINKS_MS, vmRefreshMs } from './vmRefreshMs';
import { vmOfEntity } from './vmOfEntity';

/** The current status and NICs of a VM, on the page of its entity. */
export function VmEntityCard() {
  const { entity } = useEntity();
  const vm = vmOfEntity(entity);
  return vm === undefined ? null : <VmCard key={JSON.stringify(vm)} vm={vm} />;
}

const linksInterval = () => LINKS_MS;

function VmCard(props: { vm: NamedInCluster }) {
  const { vm } = props;
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const key = [vm.cluster, vm.namespace, vm.name].join('/');
  const { load, freshness } = useLiveLoad({
    key,
    load: signal => api.getVm(vm, { signal }),
    intervalOf: vmRefreshMs,
  });
  // The VM does not wait for a Git host.
  const { load: links } = useLiveLoad({
    key,
    load: signal => api.getVmLinks(vm, { signal }),
    intervalOf: linksInterval,
  });
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t('vmCard.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {links.status !== 'failed' && links.value && (
            <VmLinkRow links={links.value} onRetry={links.retry} />
          )}
          {links.status === 'failed' && load.status !== 'failed' && (
            <PartView
              what={t('what.links')}
              part={{ unavailable: failureOf(links.error).reason }}
              onRetry={links.retry}
            >
              {() => null}
            </PartView>
          )}
          <LoadView what={t('what.vm')} load={load}>
            {details => <VmView name={vm.name} details={details} />}
          </LoadView>
          {freshness && (
            <RefreshBar freshness={freshness} onRefresh={load.retry} />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
