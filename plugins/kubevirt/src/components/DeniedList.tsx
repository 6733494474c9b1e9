import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import styles from './DeniedList.module.css';

/** Options that may not be chosen, and why. The keyboard skips disabled options, so their reasons are repeated here. */
export function DeniedList(props: {
  title: string;
  items: Array<{ name: string; reason: string }>;
}) {
  const { title, items } = props;
  if (items.length === 0) {
    return null;
  }
  return (
    <Accordion>
      <AccordionTrigger level={2}>
        <Text variant="body-small">{title}</Text>
      </AccordionTrigger>
      <AccordionPanel>
        <ul className={styles.list}>
          {items.map(({ name, reason }) => (
            <li key={name}>
              <Text variant="body-small" weight="bold">
                {name}
              </Text>{' '}
              <Text variant="body-small">{reason}</Text>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}
