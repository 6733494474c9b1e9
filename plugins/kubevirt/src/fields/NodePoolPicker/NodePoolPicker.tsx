import { Flex, Text } from '@backstage/ui';
import type { NodePoolSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DeniedList } from '../../components/DeniedList';
import { FailureNote } from '../../components/FailureNote';
import { LoadingNote } from '../../components/LoadingNote';
import { StateText } from '../../components/StateText';
import { SuggestField } from '../../components/SuggestField';
import { useCluster } from '../../hooks/useCluster';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import { vlanOf } from '../vlanOptions';
import type { NodePoolPickerProps } from './schema';
import { useNodePoolFacts } from './useNodePoolFacts';
import { usePoolDenial } from './usePoolDenial';

/**
 * A field of a template's form: a node pool of the form's cluster, with its uplink and the number of ready nodes. Pools that
 * the form's VLAN excludes can still be entered: the backend is the gate.
 */
export function NodePoolPicker(props: NodePoolPickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  const { load, cluster } = useCluster(clusterOf(props));
  const factsOf = useNodePoolFacts();
  const denialOf = usePoolDenial({
    vlanId: vlanOf(props),
    cluster: cluster?.name,
  });
  const pools = cluster?.nodePools ?? [];
  const chosen = pools.find(({ name }) => name === formData);
  const denial = formData ? denialOf(formData) : undefined;
  const denied = pools.flatMap(({ name }) => {
    const reason = denialOf(name);
    return reason === undefined ? [] : [{ name, reason }];
  });
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...fieldTexts(props, { label: t('nodePool.label') })}
        value={formData}
        onChange={onChange}
        suggestions={pools.map(pool => ({
          name: pool.name,
          description: denialOf(pool.name) ?? factsOf(pool),
          isDisabled: denialOf(pool.name) !== undefined,
        }))}
      />
      <div aria-live="polite">
        {denial && <StateText tone="attention">{denial}</StateText>}
      </div>
      {load.status === 'failed' && (
        <FailureNote what={t('what.clusters')} load={load} />
      )}
      {load.status === 'loading' && load.value === undefined && (
        <LoadingNote what={t('what.clusters')} lines={1} />
      )}
      {load.status === 'ready' && (
        <PoolNote
          cluster={cluster?.name}
          pools={pools}
          facts={chosen && factsOf(chosen)}
        />
      )}
      <DeniedList
        title={t('nodePool.deniedTitle', { count: denied.length })}
        items={denied}
      />
    </Flex>
  );
}

/** The note below the field: about the chosen pool, or why none can be chosen. */
function PoolNote(props: {
  cluster: string | undefined;
  pools: NodePoolSummary[];
  facts: string | undefined;
}) {
  const { cluster, pools, facts } = props;
  const t = useTexts();
  const noPool =
    pools.length === 0 && cluster !== undefined
      ? t('nodePool.none', { cluster })
      : undefined;
  const note =
    cluster === undefined ? t('nodePool.chooseCluster') : noPool ?? facts;
  return note === undefined ? null : (
    <Text variant="body-small" aria-live="polite">
      {note}
    </Text>
  );
}
