import type { z } from 'zod';
import { BadRequestError } from './bad-request-error.js';

/** A body that routes of several content types have to look at themselves. Throws a BadRequestError that names the fields. */
export function parseBody<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.slice(0, 10).map(({ path, message }) => [...path, message].join(': '));
  throw new BadRequestError(sentences.join('; '));
}
