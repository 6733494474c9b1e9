import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { kubevirtApiRef } from '../../api';
import { LoadView } from '../../components/LoadView';
import { RefreshBar } from '../../components/RefreshBar';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations';
import type { VlanTemplates } from './templates';
import { vlanOfEntity } from './vlanOfEntity';
import { vlanRefreshMs } from './vlanRefreshMs';
import { VlanView } from './VlanView';

/** A VLAN with its current state on the clusters, on the page of its entity. */
export function VlanEntityCard(props: { templates: VlanTemplates }) {
  const { entity } = useEntity();
  const vlan = vlanOfEntity(entity);
  // The catalog itself reports the errors of such an entity.
  return vlan === undefined ? null : (
    <VlanCard key={JSON.stringify(vlan)} {...vlan} {...props} />
  );
}

function VlanCard(props: {
  id: number;
  cluster?: string;
  templates: VlanTemplates;
}) {
  const { id, cluster, templates } = props;
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const { load, freshness } = useLiveLoad({
    key: JSON.stringify([id, cluster]),
    load: signal => api.getVlan({ id, cluster }, { signal }),
    intervalOf: vlanRefreshMs,
  });
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t('vlanCard.title', { id: String(id) })}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <LoadView what={t('what.vlan')} load={load}>
            {details => (
              <VlanView
                details={details}
                templates={templates}
                onRetry={load.retry}
              />
            )}
          </LoadView>
          {freshness && (
            <RefreshBar freshness={freshness} onRefresh={load.retry} />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
