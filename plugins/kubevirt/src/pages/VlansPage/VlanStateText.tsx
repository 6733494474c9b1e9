import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';

/** Whether a VLAN is registered, and its errors in the catalog. */
export function VlanStateText(props: { vlan: VlanSummary }) {
  const { errors, isRegistered } = props.vlan;
  const t = useTexts();
  if (errors) {
    return (
      <StateText tone="bad">
        {t('vlan.errors')}: {errors.join(' ')}
      </StateText>
    );
  }
  return isRegistered ? (
    <StateText tone="good">{t('vlan.registered')}</StateText>
  ) : (
    <StateText tone="attention">{t('vlan.unregistered')}</StateText>
  );
}
