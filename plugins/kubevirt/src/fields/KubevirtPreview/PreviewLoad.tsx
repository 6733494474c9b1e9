import { Alert, VisuallyHidden } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PreviewRequest } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { kubevirtApiRef } from '../../api';
import { FailureNote } from '../../components/FailureNote';
import { LoadingNote } from '../../components/LoadingNote';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations';
import { PreviewView } from './PreviewView';
import { sortedFindings } from './sortedFindings';

/** A preview is made once the answers have not changed for this long. */
const DEBOUNCE_MS = 400;

/** The preview of some answers. A superseded one is aborted; the last one stays until the next is loaded. */
export function PreviewLoad(
  props: PreviewRequest & { docsUrl: string | undefined },
) {
  const { templateRef, values, docsUrl } = props;
  const t = useTexts();
  const api = useApi(kubevirtApiRef);
  const load = useLoad({
    key: JSON.stringify([templateRef, values]),
    delayMs: DEBOUNCE_MS,
    load: signal => api.createPreview({ templateRef, values }, { signal }),
  });
  if (load.status === 'failed') {
    return <FailureNote what={t('what.preview')} load={load} />;
  }
  if (load.value === undefined) {
    return <LoadingNote what={t('what.preview')} lines={4} />;
  }
  const findings = sortedFindings(load.value.steps);
  const count = (level: string) =>
    String(findings.filter(finding => finding.level === level).length);
  return (
    <div aria-busy={load.status === 'loading'}>
      <VisuallyHidden role="status">
        {load.status === 'loading'
          ? t('preview.running')
          : t('preview.updated', {
              errors: count('error'),
              warnings: count('warning'),
            })}
      </VisuallyHidden>
      {load.status === 'loading' && (
        <Alert
          aria-hidden="true"
          isPending
          status="info"
          title={t('preview.running')}
          mb="3"
        />
      )}
      <PreviewView preview={load.value} findings={findings} docsUrl={docsUrl} />
    </div>
  );
}
