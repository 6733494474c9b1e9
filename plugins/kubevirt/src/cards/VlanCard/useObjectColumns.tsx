import { Cell } from '@backstage/ui';
import { ListColumn } from '../../components/ListTable';
import { EntityLink } from '../../components/EntityLink';
import { TextCell } from '../../components/TextCell';
import { useTexts } from '../../translations';

/** A namespaced object with its entity. */
interface NamedObject {
  namespace: string;
  name: string;
  entityRef: string;
}

/** The columns that identify a row's object, with a link to its entity. */
export function useObjectColumns<T extends NamedObject>(): ListColumn<T>[] {
  const t = useTexts();
  return [
    {
      id: 'namespace',
      label: t('vlanCard.namespace'),
      cell: ({ namespace }) => <TextCell>{namespace}</TextCell>,
    },
    {
      id: 'name',
      label: t('vlanCard.name'),
      isRowHeader: true,
      cell: ({ name, entityRef }) => (
        <Cell>
          <EntityLink entityRef={entityRef}>{name}</EntityLink>
        </Cell>
      ),
    },
  ];
}

export const keyOfObject = ({ namespace, name }: NamedObject) =>
  `${namespace}/${name}`;
