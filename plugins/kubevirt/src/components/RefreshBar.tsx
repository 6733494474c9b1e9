import { Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { Freshness } from '../hooks/useLiveLoad';
import { useTexts } from '../translations';
import { StateText } from './StateText';
import { failureOf } from './failureOf';

/** Says when the data was read, and why a refresh failed; with a button to refresh it. */
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
      {/* Always rendered: screen readers announce changes within it. */}
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
