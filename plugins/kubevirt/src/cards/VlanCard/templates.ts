import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';

/** References of the templates that the VLAN's card links to; an empty one leaves out the button. */
export interface VlanTemplates {
  attach?: string | null;
  create?: string | null;
}

const templateRef = z
  .string()
  .refine(
    text => text === '' || parseTemplateRef(text) !== undefined,
    'allowed: a template, such as "template:default/attach-vlan", or "" for none',
  )
  .nullable();

/** `templates` in the configuration of the card. */
export const vlanTemplatesSchema = z
  .object({
    attach: templateRef.default('template:default/attach-vlan'),
    create: templateRef.default('template:default/create-vm'),
  })
  .strict()
  .prefault({});

/** The parts of a reference that the scaffolder's route needs; undefined if it is no template's. */
export function parseTemplateRef(
  text: string,
): { namespace: string; templateName: string } | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    return kind.toLocaleLowerCase('en-US') === 'template'
      ? { namespace, templateName: name }
      : undefined;
  } catch {
    return undefined;
  }
}
