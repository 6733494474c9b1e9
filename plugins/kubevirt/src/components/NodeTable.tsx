import { Cell } from '@backstage/ui';
import type {
  NodeProgress,
  NodeState,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../translations';
import { DataColumn, DataTable } from './DataTable';
import { StateText, Tone } from './StateText';
import { TextCell } from './TextCell';

const TONES: Record<NodeState, Tone> = {
  waiting: 'busy',
  pending: 'busy',
  progressing: 'busy',
  retrying: 'attention',
  configured: 'good',
  failed: 'bad',
  aborted: 'bad',
  ignored: 'plain',
};

/** How far each node of a policy is. */
export function NodeTable(props: { label: string; nodes: NodeProgress[] }) {
  const { label, nodes } = props;
  const t = useTexts();
  const columns: DataColumn<NodeProgress>[] = [
    {
      id: 'node',
      label: t('nodeTable.node'),
      isRowHeader: true,
      cell: ({ node }) => <TextCell>{node}</TextCell>,
    },
    {
      id: 'state',
      label: t('nodeTable.state'),
      cell: ({ state }) => (
        <Cell>
          <StateText tone={TONES[state]}>{t(`nodeState.${state}`)}</StateText>
        </Cell>
      ),
    },
    {
      id: 'message',
      label: t('nodeTable.message'),
      cell: ({ message = '' }) => <TextCell>{message}</TextCell>,
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      items={nodes}
      keyOf={({ node }) => node}
      empty={t('verdict.no-matching-node')}
    />
  );
}
