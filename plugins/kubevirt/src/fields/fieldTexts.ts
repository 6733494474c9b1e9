/** The form's texts for a field, as props of @backstage/ui. */
export interface FieldTexts {
  label: string;
  description?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  isInvalid?: boolean;
}

/** The props of a field that are used here. */
interface FormFieldProps {
  schema: { title?: string; description?: string };
  uiSchema?: Record<string, unknown>;
  required?: boolean;
  disabled?: boolean;
  readonly?: boolean;
  rawErrors?: string[];
}

/** The template's title and description, or else the field's own. The form shows errors itself. */
export function fieldTexts(
  props: FormFieldProps,
  defaults: { label: string; description?: string },
): FieldTexts {
  const { schema, uiSchema = {}, rawErrors = [] } = props;
  return {
    label: textOf(uiSchema['ui:title']) ?? schema.title ?? defaults.label,
    description:
      textOf(uiSchema['ui:description']) ??
      schema.description ??
      defaults.description,
    isRequired: props.required,
    isDisabled:
      props.disabled === true ||
      props.readonly === true ||
      uiSchema['ui:disabled'] === true,
    isInvalid: rawErrors.length > 0,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
