import { Cell } from '@backstage/ui';
import type {
  NodeProgress,
  NodeState,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../translations';
import { ListColumn, ListTable } from './ListTable';
import { StateText, Tone } from './StateText';
import { PAGE_ROWS } from './TablePages';
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

const NEEDS_EYES: Tone[] = ['bad', 'attention'];

/** The progress of a policy on each node. If there are several pages, failing nodes come first. */
export function NodeTable(props: { label: string; nodes: NodeProgress[] }) {
  const { label, nodes } = props;
  const t = useTexts();
  const columns: ListColumn<NodeProgress>[] = [
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
    <ListTable
      label={label}
      columns={columns}
      items={nodes.length > PAGE_ROWS ? failingFirst(nodes) : nodes}
      keyOf={({ node }) => node}
      empty={t('verdict.no-matching-node')}
    />
  );
}

function failingFirst(nodes: NodeProgress[]): NodeProgress[] {
  const isFailing = ({ state }: NodeProgress) =>
    NEEDS_EYES.includes(TONES[state]);
  return [
    ...nodes.filter(isFailing),
    ...nodes.filter(node => !isFailing(node)),
  ];
}
