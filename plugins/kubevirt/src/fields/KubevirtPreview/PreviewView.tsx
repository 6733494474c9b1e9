import { Alert, Flex } from '@backstage/ui';
import type {
  Finding,
  Preview,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { useTexts } from '../../translations';
import { FindingList } from './FindingList';
import { StepView } from './StepView';

/** A preview: whether the task would stop, what the checks found, and what each step would do. */
export function PreviewView(props: {
  preview: Preview;
  findings: Finding[];
  docsUrl: string | undefined;
}) {
  const { preview, findings, docsUrl } = props;
  const t = useTexts();
  // The scaffolder refuses answers while some are missing.
  if (preview.steps.length === 0) {
    return (
      <Alert
        icon
        status="info"
        title={t('preview.none')}
        description={preview.failure ?? t('preview.noSteps')}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      {preview.failure !== undefined && (
        <Alert
          role="alert"
          icon
          status="danger"
          title={t('preview.wouldFail')}
          description={preview.failure}
        />
      )}
      <FindingList findings={findings} docsUrl={docsUrl} />
      {preview.steps.map(step => (
        <StepView key={step.id} step={step} />
      ))}
    </Flex>
  );
}
