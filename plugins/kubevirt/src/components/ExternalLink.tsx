import { Link, VisuallyHidden } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { isWebUrl } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ReactNode } from 'react';
import { useTexts } from '../translations';

/** A link to a page of another site, in a new tab; nothing if the address is not a web page. */
export function ExternalLink(props: { href: string; children: ReactNode }) {
  const { href, children } = props;
  const t = useTexts();
  // The address comes from others, and could be a script.
  if (!isWebUrl(href)) {
    return null;
  }
  return (
    <Link
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
    >
      {children}{' '}
      <RiExternalLinkLine
        size={14}
        aria-hidden="true"
        style={{ verticalAlign: 'text-bottom' }}
      />
      <VisuallyHidden>{t('state.newTab')}</VisuallyHidden>
    </Link>
  );
}
