import {
  Column,
  Flex,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import { CSSProperties, ReactElement, useMemo, useState } from 'react';
import styles from './DataTable.module.css';
import { PAGE_ROWS, TablePages } from './TablePages';

/** One column: what is over it, and what is in it. */
export interface DataColumn<T> {
  id: string;
  label: string;
  /** A `Cell` or `TextCell`. */
  cell: (item: T) => ReactElement;
  isRowHeader?: boolean;
}

/** A table with a name, a page at a time where it is long; narrow screens scroll it sideways. */
export function DataTable<T extends object>(props: {
  /** What a screen reader calls it. */
  label: string;
  columns: DataColumn<T>[];
  items: T[];
  /** Tells the items apart. */
  keyOf: (item: T) => string;
  /** What stands in the place of rows. */
  empty: string;
}) {
  const { label, columns, items, keyOf, empty } = props;
  const [wanted, setWanted] = useState(0);
  // Items may have gone since that page was there.
  const last = Math.floor(Math.max(0, items.length - 1) / PAGE_ROWS);
  const offset = Math.min(wanted, last * PAGE_ROWS);
  const shown = useMemo(
    () => items.slice(offset, offset + PAGE_ROWS),
    [items, offset],
  );
  if (items.length === 0) {
    return (
      <Text as="p" variant="body-medium">
        {empty}
      </Text>
    );
  }
  const table = (
    <Flex className={styles.scroll} style={widthOf(columns.length)}>
      <TableRoot aria-label={label}>
        <TableHeader columns={columns}>
          {column => (
            <Column id={column.id} isRowHeader={column.isRowHeader}>
              {column.label}
            </Column>
          )}
        </TableHeader>
        <TableBody items={shown} dependencies={[columns]}>
          {item => (
            <Row id={keyOf(item)} columns={columns}>
              {(column: DataColumn<T>) => column.cell(item)}
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </Flex>
  );
  return items.length <= PAGE_ROWS ? (
    table
  ) : (
    <div>
      {table}
      <TablePages offset={offset} total={items.length} onChange={setWanted} />
    </div>
  );
}

/** How many columns there are, for the style sheet. */
function widthOf(columns: number): CSSProperties {
  return { '--columns': columns } as CSSProperties;
}
