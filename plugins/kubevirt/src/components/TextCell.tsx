import { Cell, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './ListTable.module.css';

/** A cell whose text is shown as a whole, on as many lines as it takes. */
export function TextCell(props: { children: ReactNode }) {
  return (
    <Cell>
      <Text as="span" variant="body-small" className={styles.text}>
        {props.children}
      </Text>
    </Cell>
  );
}
