import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Text,
} from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { useTexts } from '../translations';
import styles from './CodeBlock.module.css';

/** The text of a file, collapsed, with a button to copy it. */
export function CodeBlock(props: { path: string; text: string }) {
  const { path, text } = props;
  const t = useTexts();
  const [note, setNote] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setNote(t('code.copied')),
      () => setNote(t('code.notCopied')),
    );
  return (
    <Accordion>
      {/* Below the heading "Manifests". */}
      <AccordionTrigger level={5}>
        <Text variant="body-small" className={styles.path}>
          {path}
        </Text>
      </AccordionTrigger>
      <AccordionPanel>
        <Flex gap="2" align="center">
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiFileCopyLine aria-hidden="true" />}
            aria-label={t('code.copy', { path })}
            onPress={copy}
          >
            {t('code.copy', { path: '' }).trim()}
          </Button>
          <Text role="status" variant="body-small">
            {note}
          </Text>
        </Flex>
        {/* It scrolls, so it must be focusable: otherwise the keyboard can't scroll it. */}
        <pre
          className={styles.code}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={t('code.text', { path })}
        >
          {text}
        </pre>
      </AccordionPanel>
    </Accordion>
  );
}
