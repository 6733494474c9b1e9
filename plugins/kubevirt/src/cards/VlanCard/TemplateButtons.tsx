import { ButtonLink, Flex } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { templateRouteRef } from '../../routes';
import { useTexts } from '../../translations';
import { VlanTemplates, parseTemplateRef } from './templates';

/** Buttons to the templates, with the VLAN filled in; none if the user may not use it, or without the scaffolder. */
export function TemplateButtons(props: {
  vlan: VlanSummary;
  templates: VlanTemplates;
}) {
  const { id, permit } = props.vlan;
  const { attach, create } = props.templates;
  const t = useTexts();
  const routeOf = useRouteRef(templateRouteRef);
  if (!routeOf || !permit.allowed) {
    return null;
  }
  const hrefOf = (
    templateRef: string | null | undefined,
    formData: object,
  ): string | undefined => {
    const template = parseTemplateRef(templateRef ?? '');
    return (
      template &&
      `${routeOf(template)}?formData=${encodeURIComponent(
        JSON.stringify(formData),
      )}`
    );
  };
  const attachHref = hrefOf(attach, { vlanId: id });
  const createHref = hrefOf(create, {
    networks: [{ name: 'nic1', vlanId: id }],
  });
  return attachHref === undefined && createHref === undefined ? null : (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {attachHref !== undefined && (
        <ButtonLink variant="primary" href={attachHref}>
          {t('vlanCard.attach')}
        </ButtonLink>
      )}
      {createHref !== undefined && (
        <ButtonLink variant="secondary" href={createHref}>
          {t('vlanCard.createVm')}
        </ButtonLink>
      )}
    </Flex>
  );
}
