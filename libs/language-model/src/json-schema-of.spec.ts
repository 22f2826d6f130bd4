import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSchemaOf } from './json-schema-of.js';

const schema = z.object({
  translation: z.string().nullish().describe('In the language of the statutes'),
  issues: z.array(z.string().min(2)).max(6),
  kind: z.enum(['fact', 'law']).optional(),
  place: z.object({ page: z.number() }).nullable(),
});

describe('jsonSchemaOf', () => {
  it('is what OpenAI takes in strict mode: every property required, closed, null among the types', () => {
    expect(jsonSchemaOf(schema, { closed: true })).toEqual({
      type: 'object',
      properties: {
        translation: { type: ['string', 'null'], description: 'In the language of the statutes' },
        issues: { type: 'array', items: { type: 'string' } },
        kind: { type: 'string', enum: ['fact', 'law'] },
        place: {
          type: ['object', 'null'],
          properties: { page: { type: 'number' } },
          required: ['page'],
          additionalProperties: false,
        },
      },
      required: ['translation', 'issues', 'kind', 'place'],
      additionalProperties: false,
    });
  });

  it('is what Gemini knows: nullable, and only what must be there required', () => {
    expect(jsonSchemaOf(schema, { closed: false })).toEqual({
      type: 'object',
      properties: {
        translation: { type: 'string', nullable: true, description: 'In the language of the statutes' },
        issues: { type: 'array', items: { type: 'string' } },
        kind: { type: 'string', enum: ['fact', 'law'] },
        place: { type: 'object', nullable: true, properties: { page: { type: 'number' } }, required: ['page'] },
      },
      required: ['issues', 'place'],
    });
  });
});
