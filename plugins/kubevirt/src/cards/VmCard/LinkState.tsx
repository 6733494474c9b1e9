import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';

/** Whether a NIC has a link, if that is known. */
export function LinkState(props: { state: 'up' | 'down' | undefined }) {
  const { state } = props;
  const t = useTexts();
  if (state === undefined) {
    return <StateText tone="plain">{t('vmCard.unknown')}</StateText>;
  }
  return (
    <StateText tone={state === 'up' ? 'good' : 'bad'}>
      {state === 'up' ? t('vmCard.up') : t('vmCard.down')}
    </StateText>
  );
}
