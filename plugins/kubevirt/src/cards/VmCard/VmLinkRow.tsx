import { Flex } from '@backstage/ui';
import type {
  Part,
  VmLinks,
  WebLink,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ReactNode } from 'react';
import { ExternalLink } from '../../components/ExternalLink';
import { PartView } from '../../components/PartView';
import { useTexts } from '../../translations';

/** Links to a VM's pull request and file in the GitOps repository, and to its page in the cluster's console. */
export function VmLinkRow(props: { links: VmLinks; onRetry: () => void }) {
  const { links, onRetry } = props;
  const { request, file, console: onConsole } = links;
  const t = useTexts();
  const linkOf = (what: string, part: Part<WebLink>, text: ReactNode) => (
    <PartView what={what} part={part} onRetry={onRetry}>
      {({ url }) => <ExternalLink href={url}>{text}</ExternalLink>}
    </PartView>
  );
  if (!request && !file && !onConsole) {
    return null;
  }
  return (
    <Flex gap="4" align="center" style={{ flexWrap: 'wrap' }}>
      {request &&
        linkOf(
          t('what.request'),
          request,
          'value' in request &&
            t('vmCard.request', { name: request.value.name }),
        )}
      {file && linkOf(t('what.gitOpsFile'), file, t('vmCard.file'))}
      {onConsole && (
        <ExternalLink href={onConsole.url}>{t('vmCard.console')}</ExternalLink>
      )}
    </Flex>
  );
}
