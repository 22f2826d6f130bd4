import { z } from 'zod';

interface JsonSchema {
  readonly type?: unknown;
  readonly description?: unknown;
  readonly enum?: unknown;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/**
 * The shape that a reply must have, in the words of JSON schema that every provider knows: type (or null), properties, required, items, enum
 * and description. Counts, lengths and patterns are left to the reader of the reply.
 * @param closed whether objects say `additionalProperties: false` and require every property, as OpenAI's strict mode asks for, and what may
 * be null has null among its types; Gemini knows neither, and says `nullable`.
 */
export function jsonSchemaOf(schema: z.ZodType, { closed }: { readonly closed: boolean }): object {
  return plain(z.toJSONSchema(schema) as JsonSchema, closed);
}

function plain(schema: JsonSchema, closed: boolean): object {
  const { type, isNullable, ...rest } = withoutNull(schema);
  const { description, enum: allowed, items } = rest;
  return {
    ...(type !== undefined && { type: isNullable && closed ? [type, 'null'] : type }),
    ...(isNullable && !closed && { nullable: true }),
    ...(description !== undefined && { description }),
    ...(allowed !== undefined && { enum: allowed }),
    ...(items && { items: plain(items, closed) }),
    ...plainObject(rest, closed),
  };
}

function plainObject({ properties, required = [] }: JsonSchema, closed: boolean): object {
  if (!properties) return {};
  const entries = Object.entries(properties).map(([name, property]) => [name, plain(property, closed)]);
  const plainProperties = Object.fromEntries(entries) as object;
  return closed
    ? { properties: plainProperties, required: Object.keys(properties), additionalProperties: false }
    : { properties: plainProperties, required };
}

/** A schema of what may be null, as that of what it is otherwise. */
function withoutNull(schema: JsonSchema): JsonSchema & { readonly isNullable: boolean } {
  const { type, anyOf = [] } = schema;
  if (Array.isArray(type)) {
    return { ...schema, type: type.find((one) => one !== 'null'), isNullable: type.includes('null') };
  }
  const [inner, none] = anyOf;
  if (!inner || none?.type !== 'null') return { ...schema, isNullable: false };
  return { ...inner, description: schema.description ?? inner.description, isNullable: true };
}
