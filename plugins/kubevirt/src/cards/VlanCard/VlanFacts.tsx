import { EVERY_NAMESPACE } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { EntityLink } from '../../components/EntityLink';
import { EntityLinks } from '../../components/EntityLinks';
import { FactList } from '../../components/FactList';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';

/** The owner of a VLAN, who may use it and where, and whether the current user may. */
export function VlanFacts(props: { vlan: VlanSummary }) {
  const { vlan } = props;
  const { allowedGroups, allowedNamespaces, permit } = vlan;
  const t = useTexts();
  return (
    <FactList
      facts={[
        {
          name: t('vlanCard.subnet'),
          value: vlan.subnet ?? t('vlan.noSubnet'),
        },
        { name: t('vlanCard.gateway'), value: vlan.gateway ?? '–' },
        {
          name: t('vlanCard.owner'),
          value: <EntityLink entityRef={vlan.owner} />,
        },
        {
          name: t('vlanCard.mayUse'),
          value:
            allowedGroups.length === 0 ? (
              t('vlanCard.onlyOwner')
            ) : (
              <EntityLinks entityRefs={allowedGroups} />
            ),
        },
        {
          name: t('vlanCard.namespaces'),
          value: allowedNamespaces.includes(EVERY_NAMESPACE)
            ? t('vlanCard.everyNamespace')
            : allowedNamespaces.join(', ') || '–',
        },
        {
          name: t('nodePool.label'),
          value: vlan.nodePools?.join(', ') ?? t('vlan.anyPool'),
        },
        {
          name: t('vlansPage.permit'),
          value: (
            <StateText tone={permit.allowed ? 'good' : 'attention'}>
              {permit.allowed ? t('vlan.allowed') : permit.reason}
            </StateText>
          ),
        },
      ]}
    />
  );
}
