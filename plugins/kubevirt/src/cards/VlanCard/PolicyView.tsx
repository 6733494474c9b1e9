import { Cell, Flex, Text } from '@backstage/ui';
import type {
  NodeProgress,
  NodeState,
  PolicyProgress,
  VlanOnCluster,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { DataColumn, DataTable } from '../../components/DataTable';
import { TextCell } from '../../components/TextCell';
import { StateText, Tone } from '../../components/StateText';
import { useTexts } from '../../translations';

const VERDICT_TONES: Record<PolicyProgress['verdict'], Tone> = {
  configured: 'good',
  progressing: 'busy',
  failed: 'bad',
  'no-matching-node': 'attention',
};

const NODE_TONES: Record<NodeState, Tone> = {
  waiting: 'busy',
  pending: 'busy',
  progressing: 'busy',
  retrying: 'attention',
  configured: 'good',
  failed: 'bad',
  aborted: 'bad',
  ignored: 'plain',
};

/** A policy that gives nodes the VLAN, and how far each node is. */
export function PolicyView(props: {
  cluster: string;
  policy: VlanOnCluster['policies'][number];
}) {
  const { cluster, policy } = props;
  const { name, uplink, progress } = policy;
  const t = useTexts();
  const configured = String(progress.configured);
  const columns: DataColumn<NodeProgress>[] = [
    {
      id: 'node',
      label: t('vlanCard.node'),
      isRowHeader: true,
      cell: ({ node }) => <TextCell>{node}</TextCell>,
    },
    {
      id: 'state',
      label: t('vlanCard.state'),
      cell: ({ state }) => (
        <Cell>
          <StateText tone={NODE_TONES[state]}>
            {t(`nodeState.${state}`)}
          </StateText>
        </Cell>
      ),
    },
    {
      id: 'message',
      label: t('vlanCard.message'),
      cell: ({ message = '' }) => <TextCell>{message}</TextCell>,
    },
  ];
  return (
    <Flex direction="column" gap="2">
      <Text>
        {progress.ready === undefined
          ? t('vlanCard.policyUnknown', { policy: name, uplink, configured })
          : t('vlanCard.policy', {
              policy: name,
              uplink,
              configured,
              ready: String(progress.ready),
            })}
      </Text>
      <StateText tone={VERDICT_TONES[progress.verdict]}>
        {t(`verdict.${progress.verdict}`)}
      </StateText>
      <DataTable
        label={t('vlanCard.poolsTable', { policy: name, cluster })}
        columns={columns}
        items={progress.nodes}
        keyOf={({ node }) => node}
        empty={t('verdict.no-matching-node')}
      />
    </Flex>
  );
}
