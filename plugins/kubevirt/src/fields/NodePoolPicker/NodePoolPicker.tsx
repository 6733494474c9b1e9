import { Flex, Text } from '@backstage/ui';
import type { NodePoolSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { FailureNote } from '../../components/FailureNote';
import { LoadingNote } from '../../components/LoadingNote';
import { SuggestField } from '../../components/SuggestField';
import { useCluster } from '../../hooks/useCluster';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import type { NodePoolPickerProps } from './schema';
import { useNodePoolFacts } from './useNodePoolFacts';

/** A field of a template's form: a node pool of the form's cluster, with its uplink and how many nodes are ready. */
export function NodePoolPicker(props: NodePoolPickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  const { load, cluster } = useCluster(clusterOf(props));
  const factsOf = useNodePoolFacts();
  const pools = cluster?.nodePools ?? [];
  const chosen = pools.find(({ name }) => name === formData);
  return (
    <Flex direction="column" gap="2">
      <SuggestField
        {...fieldTexts(props, { label: t('nodePool.label') })}
        value={formData}
        onChange={onChange}
        suggestions={pools.map(pool => ({
          name: pool.name,
          description: factsOf(pool),
        }))}
      />
      {load.status === 'failed' && (
        <FailureNote
          what={t('what.clusters')}
          error={load.error}
          onRetry={load.retry}
        />
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
    </Flex>
  );
}

/** What is to be said below the field: of the pool that was chosen, or why none can be. */
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
