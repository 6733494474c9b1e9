import { Alert, Flex, Text } from '@backstage/ui';
import type { VlanDetails } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { memo } from 'react';
import { PartView } from '../../components/PartView';
import { useTexts } from '../../translations';
import { AddressView } from './AddressView';
import { ClusterView } from './ClusterView';
import { TemplateButtons } from './TemplateButtons';
import { VlanFacts } from './VlanFacts';
import type { VlanTemplates } from './templates';
import styles from './VlanView.module.css';

/** The owner of a VLAN, the use of its subnet, and its state on each cluster. Rendered again only for new details. */
export const VlanView = memo(function View(props: {
  details: VlanDetails;
  templates: VlanTemplates;
  onRetry: () => void;
}) {
  const { details, templates, onRetry } = props;
  const { vlan, addresses, clusters } = details;
  const t = useTexts();
  return (
    <Flex direction="column" gap="5">
      {!vlan.isRegistered && (
        <Alert
          icon
          status="warning"
          title={t('vlan.unregistered')}
          description={t('vlanCard.unregistered', { id: String(vlan.id) })}
        />
      )}
      {vlan.errors && (
        <Alert
          icon
          status="danger"
          title={t('vlan.errors')}
          description={vlan.errors.join(' ')}
        />
      )}
      <VlanFacts vlan={vlan} />
      <TemplateButtons vlan={vlan} templates={templates} />
      <section aria-label={t('vlanCard.addresses')} className={styles.section}>
        <Text as="h3" variant="body-large" weight="bold">
          {t('vlanCard.addresses')}
        </Text>
        <PartView what={t('what.addresses')} part={addresses} onRetry={onRetry}>
          {use => <AddressView use={use} />}
        </PartView>
      </section>
      {clusters.length === 0 && <Text>{t('vlanCard.noCluster')}</Text>}
      {clusters.map(({ cluster, state }) => (
        <section
          key={cluster}
          aria-label={t('vlanCard.cluster', { cluster })}
          className={styles.section}
        >
          <Text as="h3" variant="body-large" weight="bold">
            {t('vlanCard.cluster', { cluster })}
          </Text>
          <PartView what={t('what.liveState')} part={state} onRetry={onRetry}>
            {onCluster => <ClusterView vlanId={vlan.id} state={onCluster} />}
          </PartView>
        </section>
      ))}
    </Flex>
  );
});
