import {
  RiAlertLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiInformationLine,
  RiTimeLine,
} from '@remixicon/react';
import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

/** The meaning of a state for the reader. */
export type Tone = 'good' | 'bad' | 'attention' | 'busy' | 'plain';

const ICONS = {
  good: RiCheckLine,
  bad: RiAlertLine,
  attention: RiErrorWarningLine,
  busy: RiTimeLine,
  plain: RiInformationLine,
};

/** A state in words, with an icon: color is never the only sign. */
export function StateText(props: { tone: Tone; children: ReactNode }) {
  const { tone, children } = props;
  const Icon = ICONS[tone];
  return (
    <Flex gap="1" align="center">
      <Icon size={16} aria-hidden="true" style={{ flexShrink: 0 }} />
      <Text as="span" variant="body-small" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Flex>
  );
}
