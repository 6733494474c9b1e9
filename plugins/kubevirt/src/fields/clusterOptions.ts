import type { Zod } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { formValues, textValue } from './formValues';

/** The options that name the cluster of a field: a fixed one, or that of another field of the form. */
export const clusterOptions = (z: Zod) => ({
  cluster: z
    .string()
    .optional()
    .describe('The cluster, where the form does not ask for it'),
  clusterField: z
    .string()
    .optional()
    .describe('The name of the field with the cluster; "cluster" if left out'),
});

/** The cluster that the form is about, if it has one. */
export function clusterOf(props: {
  formContext?: unknown;
  uiSchema?: { 'ui:options'?: { cluster?: string; clusterField?: string } };
}): string | undefined {
  const { cluster, clusterField = 'cluster' } =
    props.uiSchema?.['ui:options'] ?? {};
  return cluster ?? textValue(formValues(props), clusterField);
}
