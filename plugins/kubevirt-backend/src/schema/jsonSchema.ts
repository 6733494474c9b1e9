import type { JsonObject } from '@backstage/types';
import { z } from 'zod/v4';

/** A registry of schemas by their names in an OpenAPI document. */
type Components = ReturnType<typeof z.registry<{ id: string }>>;

const uri = (id: string) => `#/components/schemas/${id}`;

const OPTIONS = {
  // The metadata of a parameter describes what its text is parsed to.
  unrepresentable: 'any',
  override: ({ jsonSchema: schema }) => toOpenApi(schema),
} satisfies Parameters<typeof z.toJSONSchema>[1];

/** The schemas of a registry as OpenAPI 3.0 has them; they refer to each other by name. */
export function jsonSchemas(
  components: Components,
): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(components, { ...OPTIONS, uri });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutKeys(schema)]),
  );
}

/** One schema as OpenAPI 3.0 has it. */
export function jsonSchema(schema: z.ZodType): JsonObject {
  return withoutKeys(z.toJSONSchema(schema, OPTIONS));
}

/** A reference to a schema of a registry. */
export function refTo(components: Components, schema: z.ZodType): JsonObject {
  const name = components.get(schema)?.id;
  if (name === undefined) {
    throw new Error('Found a body without a name, allowed: a named schema');
  }
  return { $ref: uri(name) };
}

/** Replaces the keywords that OpenAPI 3.0 lacks, and drops those that restrict nothing. */
function toOpenApi(schema: z.core.JSONSchema.BaseSchema): void {
  const { anyOf, const: only, additionalProperties, maximum } = schema;
  if (anyOf) {
    // The unions of this API exclude each other.
    schema.oneOf = anyOf;
    delete schema.anyOf;
  }
  if (only !== undefined) {
    schema.enum = [only];
    delete schema.const;
  }
  if (maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  if (isEmpty(additionalProperties)) {
    delete schema.additionalProperties;
  }
  delete schema.propertyNames;
}

function isEmpty(schema: unknown): boolean {
  return (
    typeof schema === 'object' &&
    schema !== null &&
    Object.keys(schema).length === 0
  );
}

/** Drops the keywords of a standalone document. */
function withoutKeys(schema: z.core.JSONSchema.BaseSchema): JsonObject {
  const { $schema, $id, id, ...rest } = schema;
  return rest as JsonObject;
}
