import { TemplateAction } from '@backstage/plugin-scaffolder-node';

/**
 * Lets wrong values through to the handler. The scaffolder checks an input against its JSON schema first, but its messages
 * name neither the value nor what is allowed. The handler parses the same schema again, and its messages name both. The
 * schema still documents what each field takes.
 */
export function refuseInHandler<T extends TemplateAction<any, any, any>>(
  action: T,
): T {
  const input = action.schema?.input;
  const properties = Object.entries(input?.properties ?? {}).map(
    ([name, { description, default: value, ...rest }]) => [
      name,
      {
        description,
        ...(value !== undefined && { default: value }),
        anyOf: [rest, {}],
      },
    ],
  );
  return {
    ...action,
    schema: {
      ...action.schema,
      input: { ...input, properties: Object.fromEntries(properties) },
    },
  };
}
