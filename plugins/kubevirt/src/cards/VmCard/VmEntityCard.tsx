import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { NamedInCluster } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { LoadView } from '../../components/LoadView';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations';
import { VmView } from './VmView';
import { vmOfEntity } from './vmOfEntity';

/** A VM's status and NICs as they are now, on the page of its entity. */
export function VmEntityCard() {
  const { entity } = useEntity();
  const vm = vmOfEntity(entity);
  return vm === undefined ? null : <VmCard vm={vm} />;
}

function VmCard(props: { vm: NamedInCluster }) {
  const { vm } = props;
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: [vm.cluster, vm.namespace, vm.name].join('/'),
    load: signal => api.getVm(vm, { signal }),
  });
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t('vmCard.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <LoadView what={t('what.vm')} load={load}>
          {details => <VmView name={vm.name} details={details} />}
        </LoadView>
      </CardBody>
    </Card>
  );
}
