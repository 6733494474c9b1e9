import { Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { Freshness } from '../hooks/useLiveLoad';
import { useTexts } from '../translations';
import { StateText } from './StateText';
import { failureOf } from './failureOf';

/** Says of when what is shown is, and why it is not newer; with a button to read it again. */
export function RefreshBar(props: {
  freshness: Freshness;
  onRefresh: () => void;
}) {
  const { freshness, onRefresh } = props;
  const { readAt, failure } = freshness;
  const t = useTexts();
  const time = new Date(readAt).toLocaleTimeString();
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      {!failure && (
        <Text as="span" variant="body-small">
          {t('refresh.readAt', { time })}
        </Text>
      )}
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiRefreshLine aria-hidden="true" />}
        onPress={onRefresh}
      >
        {t('refresh.refresh')}
      </Button>
      {/* Always there, as a screen reader tells what changes in it. */}
      <div role="status">
        {failure && (
          <StateText tone="attention">
            {t('refresh.failed', { time, reason: failureOf(failure).reason })}
          </StateText>
        )}
      </div>
    </Flex>
  );
}
