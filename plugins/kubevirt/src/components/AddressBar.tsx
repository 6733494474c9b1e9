import { Flex, Text } from '@backstage/ui';
import type { AddressUse } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../translations';
import styles from './AddressBar.module.css';
import { shareOf } from './shareOf';

/** The use of a subnet, as a bar whose parts differ by pattern, and in numbers below it. */
export function AddressBar(props: { use: AddressUse }) {
  const { total, reserved, used, free } = props.use;
  const t = useTexts();
  const parts = [
    { name: t('vlanCard.used'), size: String(used.length), style: styles.used },
    { name: t('vlanCard.reserved'), size: reserved, style: styles.reserved },
    { name: t('vlanCard.free'), size: free, style: styles.free },
  ];
  return (
    <Flex direction="column" gap="2">
      <div
        role="img"
        aria-label={t('vlanCard.addressBar', {
          used: String(used.length),
          reserved,
          free,
          total,
        })}
        className={styles.bar}
      >
        {parts.map(({ name, size, style }) => (
          <div
            key={name}
            className={style}
            style={{ width: `${shareOf(size, total)}%` }}
          />
        ))}
      </div>
      <Flex gap="4" className={styles.legend} aria-hidden="true">
        {parts.map(({ name, size, style }) => (
          <Flex key={name} gap="1" align="center">
            <span className={`${styles.key} ${style}`} />
            <Text variant="body-small">
              {name} {size}
            </Text>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
}
