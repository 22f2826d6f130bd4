import { z } from 'zod';
import { ReplyError } from '../errors/reply-error.js';
import { ProviderUnavailableError } from '../errors/provider-unavailable-error.js';
import { estimateUsage } from '../estimate-tokens.js';
import type { Prompt, Reply } from '../language-model.js';
import type { TokenUsage } from '../token-usage.js';

const usageSchema = z.object({
  promptTokenCount: z.number(),
  candidatesTokenCount: z.number().default(0),
  totalTokenCount: z.number(),
});

const candidateSchema = z.object({
  content: z.object({ parts: z.array(z.object({ text: z.string().optional() })).default([]) }).optional(),
  finishReason: z.string().optional(),
});

const responseSchema = z.object({
  candidates: z.array(candidateSchema).default([]),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: usageSchema.optional(),
});

/** The reply in Gemini's response. Throws a ReplyError for one that was blocked or cut, a ProviderUnavailableError for something else. */
export function replyOfGemini(model: string, prompt: Prompt, response: unknown): Reply {
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) {
    throw new ProviderUnavailableError(model, 'answered in a form that is not Gemini’s.', { mayBeCharged: true });
  }
  const { candidates, promptFeedback, usageMetadata } = parsed.data;
  const text = textOf(candidates[0]);
  const reply = { text, usage: usageMetadata ? usageOf(usageMetadata) : estimateUsage(prompt, text) };
  const reason = candidates[0]?.finishReason ?? promptFeedback?.blockReason ?? 'no candidate';
  if (reason === 'STOP') return reply;
  const cut = reason === 'MAX_TOKENS';
  throw new ReplyError(
    model,
    reply,
    cut ? `it was cut after ${prompt.longestReplyTokens} tokens.` : `it ended with ${reason}.`,
  );
}

function textOf(candidate: z.infer<typeof candidateSchema> | undefined): string {
  return (candidate?.content?.parts ?? []).map((part) => part.text ?? '').join('');
}

function usageOf({ promptTokenCount, candidatesTokenCount, totalTokenCount }: z.infer<typeof usageSchema>): TokenUsage {
  // What is in the total and in neither count is reasoning, which is paid as output.
  return {
    inputTokens: promptTokenCount,
    outputTokens: Math.max(candidatesTokenCount, totalTokenCount - promptTokenCount),
  };
}
