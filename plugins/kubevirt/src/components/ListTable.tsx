import { ColumnConfig, Table, TableItem, Text, useTable } from '@backstage/ui';
import {
  CSSProperties,
  ReactElement,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import styles from './ListTable.module.css';
import { PAGES, PAGE_ROWS, useRangeText } from './TablePages';

/** A column of a list. */
export type ListColumn<T> = Omit<ColumnConfig<TableItem>, 'cell'> & {
  /** A `Cell` or `TextCell`. */
  cell: (item: T) => ReactElement;
};

/** A list as a table with a name, one page at a time if it is long. Narrow screens scroll it sideways. */
export function ListTable<T>(props: {
  /** The name of the table for screen readers. */
  label: string;
  columns: ListColumn<T>[];
  items: T[];
  /** Unique for each item. */
  keyOf: (item: T) => string;
  /** The text of an empty table. */
  empty: string;
}) {
  const { label, columns, items, keyOf, empty } = props;
  const rangeText = useRangeText();
  const rows = useMemo(
    () => items.map(item => ({ id: keyOf(item), item })),
    [items, keyOf],
  );
  const columnConfig = useMemo(
    () =>
      columns.map(column => ({
        ...column,
        cell: ({ item }: { item: T }) => column.cell(item),
      })),
    [columns],
  );
  const { tableProps } = useTable({
    mode: 'complete',
    data: rows,
    paginationOptions: {
      ...PAGES,
      getLabel: ({ offset = 0 }) => rangeText(offset, items.length),
    },
  });
  return (
    <div
      ref={useTableName(label)}
      className={styles.table}
      style={widthOf(columns.length)}
    >
      <Table
        {...tableProps}
        pagination={
          items.length > PAGE_ROWS ? tableProps.pagination : { type: 'none' }
        }
        columnConfig={columnConfig}
        emptyState={<Text variant="body-medium">{empty}</Text>}
      />
    </div>
  );
}

/** Names the table within an element: `Table` has no prop for a name, and calls every table "Data table". */
function useTableName(label: string) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector('table')?.setAttribute('aria-label', label);
  });
  return box;
}

/** The number of columns, for the style sheet. */
function widthOf(columns: number): CSSProperties {
  return { '--columns': columns } as CSSProperties;
}
