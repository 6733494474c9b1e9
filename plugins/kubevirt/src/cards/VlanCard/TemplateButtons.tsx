import { ButtonLink, Flex } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { VlanSummary } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { templateRouteRef } from '../../routes';
import { useTexts } from '../../translations';

/** The ways to the templates, with the VLAN filled in; none for who may not use it, or without the scaffolder. */
export function TemplateButtons(props: { vlan: VlanSummary }) {
  const { id, permit } = props.vlan;
  const t = useTexts();
  const routeOf = useRouteRef(templateRouteRef);
  if (!routeOf || !permit.allowed) {
    return null;
  }
  const hrefOf = (templateName: string, formData: object) =>
    `${routeOf({
      namespace: 'default',
      templateName,
    })}?formData=${encodeURIComponent(JSON.stringify(formData))}`;
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      <ButtonLink
        variant="primary"
        href={hrefOf('attach-vlan', { vlanId: id })}
      >
        {t('vlanCard.attach')}
      </ButtonLink>
      <ButtonLink
        variant="secondary"
        href={hrefOf('create-vm', {
          networks: [{ name: 'nic1', vlanId: id }],
        })}
      >
        {t('vlanCard.createVm')}
      </ButtonLink>
    </Flex>
  );
}
