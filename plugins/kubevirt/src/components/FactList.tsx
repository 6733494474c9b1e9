import type { ReactNode } from 'react';
import styles from './FactList.module.css';

/** Names and values, side by side; stacked on narrow screens. */
export function FactList(props: {
  facts: Array<{ name: string; value: ReactNode }>;
}) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(({ name, value }) => (
        <div key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
