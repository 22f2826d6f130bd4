import type { z } from 'zod';
import { ReplyError } from './errors/reply-error.js';
import type { Completion, Reply } from './language-model.js';

/** Reads a reply by a schema. Throws a ReplyError that names the first fault. */
export function readReply<Value>(model: string, reply: Reply, schema: z.ZodType<Value>): Completion<Value> {
  const json = jsonIn(reply.text);
  if (json === undefined) throw new ReplyError(model, reply, 'it is not JSON, or is cut short.');
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ...reply, value: parsed.data };
  const issue = parsed.error.issues[0];
  throw new ReplyError(model, reply, `at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'of another shape'}.`);
}

const fenced = /```[a-z]*\s*\n(?<content>[\s\S]*?)\n?\s*```/i;

function jsonIn(text: string): unknown {
  return parse(text) ?? parse(fenced.exec(text)?.groups?.['content'] ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
