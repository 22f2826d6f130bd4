import { jsonOf } from '@lexhop/foundation';
import { errorsIn } from '@lexhop/provider-calls';
import { z } from 'zod';
import { ProviderUnavailableError, ReplyError, TextRefusedError } from './errors.js';
import { jsonIn } from './json-in-text.js';
import type { Completion, Prompt, Reply } from './language-model.js';
import { readReply } from './read-reply.js';
import { estimateUsage, type TokenCounts, usageOf } from './tokens.js';

/** A reply as a provider sent it, whatever its wire format. */
export interface ProviderAnswer {
  readonly text: string;
  /** What was sent as reasoning, apart from the text. It is read only where there is no text and it is JSON as a whole. */
  readonly reasoning: string;
  /** Parts that are marked as thoughts. They are never read, only counted. */
  readonly thoughts: string;
  /** The provider's word for why the reply ended; empty where it said none. */
  readonly ended: string;
  /** The words of a refusal that came in place of a reply. */
  readonly refusal?: string | undefined;
  readonly counts: TokenCounts;
}

/** What was asked. */
interface Asked<Value> {
  readonly model: string;
  readonly prompt: Pick<Prompt, 'system' | 'user'>;
  readonly longestReplyTokens: number;
  readonly schema: z.ZodType<Value>;
}

const cutWords = /^(?:length|max_?(?:output_?|completion_?)?tokens|(?:model|max|context)_length|token_limit)/iu;
const refusalWords =
  /filter|safety|refus|block|prohibited|spii|recitation|sensitive|moderation|content_?risk|^(?:language|other)$/iu;
const failureWords =
  /^(?:error|insufficient_system_resource|network_error|abort(?:ed)?|malformed|timeout|overloaded)/iu;

/**
 * Reads the value in an answer. A word for its end that is known for no cut, refusal or failure is taken for "stopped normally".
 * Throws a ReplyError for a reply that is cut or can't be read, a TextRefusedError for one that was filtered or refused, and a
 * ProviderUnavailableError where the provider failed amid the reply.
 */
export function readAnswer<Value>(answer: ProviderAnswer, asked: Asked<Value>): Completion<Value> {
  const { model, prompt, longestReplyTokens, schema } = asked;
  const { text, reasoning, thoughts, ended, refusal, counts } = answer;
  const usage = usageOf(counts, estimateUsage(prompt, text + reasoning + thoughts));
  const reply: Reply = { text: isMisplaced(answer) ? reasoning : text, usage };
  if (refusal !== undefined) throw new TextRefusedError(model, `it answered with a refusal: ${refusal}`, reply);
  if (cutWords.test(ended)) {
    throw new ReplyError(model, reply, `it was cut after ${longestReplyTokens} tokens.`, true);
  }
  if (refusalWords.test(ended)) throw new TextRefusedError(model, `its reply ended with ${ended}.`, reply);
  if (failureWords.test(ended)) {
    throw new ProviderUnavailableError(model, `ended its reply with ${ended}.`, { mayBeCharged: true });
  }
  return readReply(model, reply, schema);
}

/** Whether the reply stands in the place of reasoning. Servers send it so whose model was told not to reason; and nobody reasons in JSON alone. */
function isMisplaced({ text, reasoning }: ProviderAnswer): boolean {
  const json = text.trim() === '' ? jsonOf(reasoning) : undefined;
  return typeof json === 'object' && json !== null;
}

/** Takes a value of another kind than expected for absent: providers agree on little but the names. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const word = z.string().catch('');
/** Whole, as the ledger keeps it. */
const count = lenient(
  z
    .union([z.number(), z.string().regex(/^\d+$/u).transform(Number)])
    .transform(Math.ceil)
    .pipe(z.int().min(0)),
);

const partSchema = z.union([
  z.string().transform((text) => ({ text, type: 'text', thought: false })),
  z.looseObject({ text: word, type: word, thought: z.boolean().catch(false) }),
]);
/** The content of a message: a string, a list of parts (some of which may be thoughts), one part, or the value itself. */
const contentSchema = z.union([
  z.string().transform((text) => [{ text, type: 'text', thought: false }]),
  z.array(partSchema),
  z.looseObject({ text: z.string() }).transform((part) => [partSchema.parse(part)]),
  z.looseObject({}).transform((value) => [{ text: JSON.stringify(value), type: 'text', thought: false }]),
]);
type Part = z.infer<typeof partSchema>;

const calledSchema = z.object({
  arguments: z.union([z.string(), z.looseObject({}).transform((value) => JSON.stringify(value))]).catch(''),
});

const messageSchema = z.object({
  content: lenient(contentSchema),
  reasoning_content: word,
  reasoning: word,
  refusal: word,
  /** Some gateways ask for JSON by a tool, and hand on its call. */
  tool_calls: lenient(z.array(z.object({ function: calledSchema }))),
  function_call: lenient(calledSchema),
});

const choiceSchema = z.object({
  message: lenient(messageSchema),
  delta: lenient(messageSchema),
  text: word,
  finish_reason: word,
  error: z.unknown().optional(),
});

const completionSchema = z.object({
  /** In an event stream an error ends a reply that was begun. */
  error: z.unknown().optional(),
  choices: lenient(z.array(choiceSchema)),
  usage: lenient(
    z.object({
      prompt_tokens: count,
      completion_tokens: count,
      total_tokens: count,
      input_tokens: count,
      output_tokens: count,
    }),
  ),
});

/** Reads the body of a chat completion, one object or an event stream; undefined where it holds no answer. */
export function answerOfOpenAi(body: string): ProviderAnswer | undefined {
  const chunks = jsonIn(body).flatMap((json) => completionSchema.safeParse(unwrapped(json)).data ?? []);
  const choices = chunks.flatMap(({ choices: [first] = [] }) => first ?? []);
  if (choices.length === 0 || hasError([...chunks, ...choices])) return undefined;
  const messages = choices.flatMap(({ message, delta }) => message ?? delta ?? []);
  const parts = messages.flatMap(({ content }) => content ?? []);
  const text = textOf(parts) + choices.map((choice) => choice.text).join('');
  const refusal = messages.map((message) => message.refusal).join('');
  return {
    text: text.trim() === '' ? messages.map(argumentsOf).join('') || text : text,
    reasoning: messages.map((message) => message.reasoning_content || message.reasoning).join(''),
    thoughts: thoughtsOf(parts),
    ended: choices.map((choice) => choice.finish_reason).join(''),
    ...(refusal !== '' && { refusal }),
    counts: countsOf(chunks.flatMap((chunk) => chunk.usage ?? []).at(-1)),
  };
}

/** Whether an error is among these that says anything. */
function hasError(parts: readonly { readonly error?: unknown }[]): boolean {
  return parts.some(({ error }) => errorsIn({ error }).length > 0);
}

const envelopeSchema = z.union(
  ['data', 'result', 'response'].map((name) =>
    z.looseObject({ [name]: z.looseObject({ choices: z.array(z.unknown()) }) }).transform((json) => json[name]),
  ),
);

/** Some gateways put the completion into an envelope of their own. */
function unwrapped(json: unknown): unknown {
  return envelopeSchema.safeParse(json).data ?? json;
}

function countsOf(usage: z.infer<typeof completionSchema>['usage']): TokenCounts {
  return {
    input: usage?.prompt_tokens ?? usage?.input_tokens,
    output: usage?.completion_tokens ?? usage?.output_tokens,
    total: usage?.total_tokens,
  };
}

function argumentsOf({ tool_calls: calls, function_call: call }: z.infer<typeof messageSchema>): string {
  return calls?.[0]?.function.arguments ?? call?.arguments ?? '';
}

const candidateSchema = z.object({
  content: lenient(z.object({ parts: lenient(contentSchema) })),
  finishReason: word,
});

const generationSchema = z.object({
  /** In an event stream an error ends a reply that was begun. */
  error: z.unknown().optional(),
  candidates: lenient(z.array(candidateSchema)),
  promptFeedback: lenient(z.object({ blockReason: word })),
  usageMetadata: lenient(
    z.object({
      promptTokenCount: count,
      candidatesTokenCount: count,
      thoughtsTokenCount: count,
      totalTokenCount: count,
    }),
  ),
});

/** Reads the body of a `generateContent` response: one object, an array of chunks or an event stream; undefined where it holds no answer. */
export function answerOfGemini(body: string): ProviderAnswer | undefined {
  const chunks = jsonIn(body).flatMap((json) => generationSchema.safeParse(json).data ?? []);
  const candidates = chunks.flatMap(({ candidates: [first] = [] }) => first ?? []);
  const blocked = chunks.map(({ promptFeedback }) => promptFeedback?.blockReason ?? '').join('');
  if ((candidates.length === 0 && blocked === '') || hasError(chunks)) return undefined;
  const parts = candidates.flatMap(({ content }) => content?.parts ?? []);
  const usage = chunks.flatMap(({ usageMetadata }) => usageMetadata ?? []).at(-1);
  const { candidatesTokenCount: output, thoughtsTokenCount: thoughts = 0 } = usage ?? {};
  return {
    text: textOf(parts),
    reasoning: '',
    thoughts: thoughtsOf(parts),
    ended: candidates.map(({ finishReason }) => finishReason).join(''),
    ...(candidates.length === 0 && { refusal: `the prompt was blocked (${blocked}).` }),
    counts: {
      input: usage?.promptTokenCount,
      output: output === undefined ? undefined : output + thoughts,
      total: usage?.totalTokenCount,
    },
  };
}

function isThought({ type, thought }: Part): boolean {
  return thought || /think|reason|thought/iu.test(type);
}

function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (isThought(part) ? [] : [part.text])).join('');
}

function thoughtsOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (isThought(part) ? [JSON.stringify(part)] : [])).join('');
}
