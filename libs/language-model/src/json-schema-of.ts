import { z } from 'zod';

interface JsonSchema {
  readonly type?: unknown;
  readonly description?: unknown;
  readonly enum?: unknown;
  readonly required?: unknown;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/**
 * The shape that a reply must have, in the words of JSON schema that every provider knows: type, properties, required, items, enum and
 * description. Counts, lengths and patterns are left to the reader of the reply.
 * @param closed whether objects say `additionalProperties: false`, which OpenAI's strict mode asks for and Gemini does not know.
 */
export function jsonSchemaOf(schema: z.ZodType, { closed }: { readonly closed: boolean }): object {
  return plain(z.toJSONSchema(schema) as JsonSchema, closed);
}

function plain(schema: JsonSchema, closed: boolean): object {
  const { type, description, enum: allowed, required, items, properties } = schema;
  const entries = Object.entries(properties ?? {}).map(([name, property]) => [name, plain(property, closed)]);
  return {
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    ...(allowed !== undefined && { enum: allowed }),
    ...(items && { items: plain(items, closed) }),
    ...(properties && { properties: Object.fromEntries(entries), required: required ?? [] }),
    ...(properties && closed && { additionalProperties: false }),
  };
}
