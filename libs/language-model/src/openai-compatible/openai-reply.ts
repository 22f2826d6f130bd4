import { z } from 'zod';
import { ProviderUnavailableError } from '../errors/provider-unavailable-error.js';
import { ReplyError } from '../errors/reply-error.js';
import { estimateUsage } from '../estimate-tokens.js';
import type { Prompt, Reply } from '../language-model.js';

const responseSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** The reply in a chat completion. Throws a ReplyError for one that was refused or cut, a ProviderUnavailableError for something else. */
export function replyOfOpenAi(model: string, prompt: Prompt, response: unknown): Reply {
  const parsed = responseSchema.safeParse(response);
  const choice = parsed.data?.choices[0];
  if (!choice)
    throw new ProviderUnavailableError(model, 'answered in a form that is not a chat completion.', {
      mayBeCharged: true,
    });
  const text = choice.message.content ?? '';
  const usage = parsed.data?.usage;
  const reply: Reply = {
    text,
    usage: usage
      ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }
      : estimateUsage(prompt, text),
  };
  const reason = choice.message.refusal ? 'a refusal' : (choice.finish_reason ?? 'stop');
  if (reason === 'stop') return reply;
  const fault =
    reason === 'length' ? `it was cut after ${prompt.longestReplyTokens} tokens.` : `it ended with ${reason}.`;
  throw new ReplyError(model, reply, fault);
}
