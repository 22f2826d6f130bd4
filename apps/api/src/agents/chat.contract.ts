import { namedObject } from '@lexhop/foundation';
import { answerSchema } from '@lexhop/answering';
import { z } from 'zod';

const longestQuery = 10_000;

/** The content of a message: a text, or parts. Only the texts of the parts are read. */
const contentSchema = z.union([
  z.string(),
  z
    .array(z.looseObject({ type: z.string(), text: z.string().optional() }))
    .transform((parts) => parts.map(({ text = '' }) => text).join('\n')),
]);

/** What OpenAI's clients send. Fields that an answer from articles has no use for (temperature, tools …) are taken and ignored. */
export const chatRequestSchema = z
  .looseObject({
    model: z.string().max(200).describe('A graph'),
    messages: z
      .array(z.looseObject({ role: z.string(), content: contentSchema.nullish() }))
      .min(1)
      .max(1_000)
      .describe('The last message of the user is the query; earlier ones are not read'),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  })
  .meta({ id: 'ChatRequest' });
export type ChatRequest = Readonly<z.infer<typeof chatRequestSchema>>;

/** The query of a conversation: what the user said last. */
export function queryOf({ messages }: ChatRequest): string {
  const said = messages.findLast(({ role, content }) => role === 'user' && content)?.content ?? '';
  return said.trim().slice(0, longestQuery);
}

const usageSchema = z.object({ prompt_tokens: z.number(), completion_tokens: z.number(), total_tokens: z.number() });

/** A chat completion. The field `lexhop` has the whole answer, with its citations. */
export const chatCompletionSchema = namedObject('ChatCompletion', {
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({ role: z.literal('assistant'), content: z.string() }),
      finish_reason: z.literal('stop'),
    }),
  ),
  usage: usageSchema,
  lexhop: answerSchema.describe('The whole answer: sentences, citations with their quotes, the articles.'),
});

export const chatModelsSchema = namedObject('ChatModels', {
  object: z.literal('list'),
  data: z.array(z.object({ id: z.string(), object: z.literal('model'), created: z.number(), owned_by: z.string() })),
});
