import { Cell, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './ListTable.module.css';

/** A cell with text that wraps instead of being cut. */
export function TextCell(props: { children: ReactNode }) {
  return (
    <Cell>
      <Text as="span" variant="body-small" className={styles.text}>
        {props.children}
      </Text>
    </Cell>
  );
}
