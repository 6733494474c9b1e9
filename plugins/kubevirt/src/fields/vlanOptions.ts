import type { Zod } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { formValues, integerValue } from './formValues';

/** The option that names the form's field with the VLAN. */
export const vlanOptions = (z: Zod) => ({
  vlanField: z
    .string()
    .optional()
    .describe(
      'The name of the field with the VLAN that it is for; "vlanId" if left out',
    ),
});

/** The VLAN that the form is about, if it has one. */
export function vlanOf(props: {
  formContext?: unknown;
  uiSchema?: { 'ui:options'?: { vlanField?: string } };
}): number | undefined {
  const { vlanField = 'vlanId' } = props.uiSchema?.['ui:options'] ?? {};
  return integerValue(formValues(props), vlanField);
}
