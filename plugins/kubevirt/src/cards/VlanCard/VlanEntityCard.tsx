import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { kubevirtApiRef } from '../../api';
import { LoadView } from '../../components/LoadView';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations';
import { vlanOfEntity } from './vlanOfEntity';
import { VlanView } from './VlanView';

/** A VLAN with what is on the clusters now, on the page of its entity. */
export function VlanEntityCard() {
  const { entity } = useEntity();
  const vlan = vlanOfEntity(entity);
  // What is wrong with such an entity is said by the catalog itself.
  return vlan === undefined ? null : <VlanCard {...vlan} />;
}

function VlanCard(props: { id: number; cluster?: string }) {
  const { id, cluster } = props;
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: JSON.stringify([id, cluster]),
    load: signal => api.getVlan({ id, cluster }, { signal }),
  });
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t('vlanCard.title', { id: String(id) })}
        </Text>
      </CardHeader>
      <CardBody>
        <LoadView what={t('what.vlan')} load={load}>
          {details => <VlanView details={details} onRetry={load.retry} />}
        </LoadView>
      </CardBody>
    </Card>
  );
}
