import {
  Column,
  Flex,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import type { CSSProperties, ReactElement } from 'react';
import styles from './DataTable.module.css';

/** One column: what is over it, and what is in it. */
export interface DataColumn<T> {
  id: string;
  label: string;
  /** A `Cell` or `TextCell`. */
  cell: (item: T) => ReactElement;
  isRowHeader?: boolean;
}

/** A small table with a name; narrow screens scroll it sideways. */
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
  if (items.length === 0) {
    return (
      <Text as="p" variant="body-medium">
        {empty}
      </Text>
    );
  }
  return (
    <Flex className={styles.scroll} style={widthOf(columns.length)}>
      <TableRoot aria-label={label}>
        <TableHeader columns={columns}>
          {column => (
            <Column id={column.id} isRowHeader={column.isRowHeader}>
              {column.label}
            </Column>
          )}
        </TableHeader>
        <TableBody items={items} dependencies={[columns]}>
          {item => (
            <Row id={keyOf(item)} columns={columns}>
              {(column: DataColumn<T>) => column.cell(item)}
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </Flex>
  );
}

/** How many columns there are, for the style sheet. */
function widthOf(columns: number): CSSProperties {
  return { '--columns': columns } as CSSProperties;
}
