import { Cell } from '@backstage/ui';
import type {
  ChangeAction,
  ChangeSet,
  ObjectChange,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ListColumn, ListTable } from '../../components/ListTable';
import { TextCell } from '../../components/TextCell';
import { StateText, Tone } from '../../components/StateText';
import { useTexts } from '../../translations';

const TONES: Record<ChangeAction, Tone> = {
  created: 'good',
  configured: 'attention',
  unchanged: 'plain',
  deleted: 'bad',
  skipped: 'plain',
};

/** The change set of a step, in the order in which it is applied. */
export function ChangeTable(props: { stepId: string; changes: ChangeSet }) {
  const { stepId, changes } = props;
  const t = useTexts();
  const columns: ListColumn<ObjectChange>[] = [
    {
      id: 'object',
      label: t('preview.object'),
      isRowHeader: true,
      cell: ({ namespace, name }) => (
        <TextCell>{namespace ? `${namespace}/${name}` : name}</TextCell>
      ),
    },
    {
      id: 'kind',
      label: t('preview.kind'),
      cell: ({ kind }) => <TextCell>{kind}</TextCell>,
    },
    {
      id: 'action',
      label: t('preview.action'),
      cell: ({ action }) => (
        <Cell>
          <StateText tone={TONES[action]}>{t(`change.${action}`)}</StateText>
        </Cell>
      ),
    },
  ];
  return (
    <ListTable
      label={t('preview.changesTable', { step: stepId })}
      columns={columns}
      items={changes}
      keyOf={({ kind, namespace, name }) => [kind, namespace, name].join('/')}
      empty={t('preview.noChanges')}
    />
  );
}
