import { Alert, Flex, Link, Text } from '@backstage/ui';
import type { Finding } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { StateText } from '../../components/StateText';
import { useTexts } from '../../translations';
import styles from './FindingList.module.css';

/** The findings of the checks, in the given order. */
export function FindingList(props: {
  findings: Finding[];
  /** The URL of the folder with the pages of the checks. */
  docsUrl: string | undefined;
}) {
  const { findings, docsUrl } = props;
  const t = useTexts();
  if (findings.length === 0) {
    return <StateText tone="good">{t('preview.noFindings')}</StateText>;
  }
  return (
    <section aria-label={t('preview.findings')}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('preview.findings')}
      </Text>
      <ul className={styles.list}>
        {findings.map(finding => (
          <li key={JSON.stringify(finding)}>
            <FindingNote finding={finding} docsUrl={docsUrl} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingNote(props: { finding: Finding; docsUrl: string | undefined }) {
  const { finding, docsUrl } = props;
  const { level, code, object, field, message } = finding;
  const t = useTexts();
  const page = pageOf(code, docsUrl);
  return (
    <Alert
      icon
      status={level === 'error' ? 'danger' : 'warning'}
      title={`${
        level === 'error' ? t('preview.error') : t('preview.warning')
      }: ${message}`}
      description={
        <Flex gap="2" className={styles.where}>
          <span>
            {object} {field}
          </span>
          {page === undefined ? (
            <span>{code}</span>
          ) : (
            <Link href={page}>{t('preview.check', { code })}</Link>
          )}
        </Flex>
      }
    />
  );
}

/**
 * The page of a built-in code; the codes of added checks, `<id>/<code>`, have none. The URL comes from a template: it must
 * not be a script.
 */
function pageOf(code: string, docsUrl: string | undefined): string | undefined {
  return docsUrl !== undefined &&
    !code.includes('/') &&
    /^(https?:\/\/|\/)/.test(docsUrl)
    ? `${docsUrl.replace(/\/+$/, '')}/${code}.md`
    : undefined;
}
