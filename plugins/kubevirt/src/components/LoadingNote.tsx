import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../translations';

/** Says that something is loading, also to screen readers. */
export function LoadingNote(props: { what: string; lines?: number }) {
  const { what, lines = 2 } = props;
  const t = useTexts();
  return (
    <div role="status">
      <VisuallyHidden>{t('state.loading', { what })}</VisuallyHidden>
      <Flex direction="column" gap="2" aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} height={20} width="100%" />
        ))}
      </Flex>
    </div>
  );
}
