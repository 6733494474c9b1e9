import { Flex, Text } from '@backstage/ui';
import type { PreviewStep } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ChainPicture } from '../../components/ChainPicture';
import { CodeBlock } from '../../components/CodeBlock';
import { useTexts } from '../../translations';
import { ChangeTable } from './ChangeTable';
import { useReachLayers } from './useReachLayers';

/** What one step would do: its changes, their blast radius, and the rendered manifests. */
export function StepView(props: { step: PreviewStep }) {
  const { step } = props;
  const t = useTexts();
  const layers = useReachLayers(step.reach);
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" variant="body-medium" weight="bold">
        {t('preview.changes')}
      </Text>
      <ChangeTable stepId={step.id} changes={step.changes} />
      {layers.some(({ items }) => items.length > 0) && (
        <>
          <Text as="h4" variant="body-medium" weight="bold">
            {t('preview.reach')}
          </Text>
          <ChainPicture title={t('picture.reach')} layers={layers} />
        </>
      )}
      {step.reach.restarts.length > 0 && (
        <Text variant="body-small">
          {t('preview.restarts', { vms: step.reach.restarts.join(', ') })}
        </Text>
      )}
      {step.manifests.length > 0 && (
        <>
          <Text as="h4" variant="body-medium" weight="bold">
            {t('preview.manifests')}
          </Text>
          {step.manifests.map(({ path, text }) => (
            <CodeBlock key={path} path={path} text={text} />
          ))}
        </>
      )}
    </Flex>
  );
}
