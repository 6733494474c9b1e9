import { Button, Flex } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Part } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../translations';
import { StateText } from './StateText';

/** One part of a response, or why it is missing. Other parts are not affected. */
export function PartView<T>(props: {
  /** Such as "addresses". */
  what: string;
  part: Part<T>;
  onRetry: () => void;
  children: (value: T) => ReactNode;
}) {
  const { what, part, onRetry, children } = props;
  const t = useTexts();
  if ('value' in part) {
    return <>{children(part.value)}</>;
  }
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <StateText tone="attention">
        {t('state.unavailable', { what, reason: part.unavailable })}
      </StateText>
      <Button size="small" variant="tertiary" onPress={onRetry}>
        {t('state.retry')}
      </Button>
    </Flex>
  );
}
