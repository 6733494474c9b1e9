import { useState } from 'react';
import type { ComponentType } from 'react';

/** Renders a field as the scaffolder's form does, keeps its value and shows it. */
export function FormField(props: {
  // Each field has a type of value of its own.
  component: ComponentType<any>;
  name?: string;
  initial?: unknown;
  /** The other answers of the form. */
  values?: Record<string, unknown>;
  options?: Record<string, unknown>;
  /** What the form found wrong with the parts of the value. */
  errorSchema?: Record<string, { __errors: string[] }>;
}) {
  const { component: Field, name = 'field', initial, values, options } = props;
  const [value, setValue] = useState(initial);
  return (
    <>
      <Field
        name={name}
        schema={{}}
        uiSchema={{ 'ui:options': options }}
        formData={value}
        formContext={{ formData: { ...values, [name]: value } }}
        rawErrors={[]}
        errorSchema={props.errorSchema}
        disabled={false}
        readonly={false}
        onChange={setValue}
      />
      <output aria-label="value">{JSON.stringify(value)}</output>
    </>
  );
}
