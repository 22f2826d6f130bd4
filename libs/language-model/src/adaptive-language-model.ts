import type { Clock } from '@lexhop/foundation';
import { postJson, withinTime } from '@lexhop/provider-calls';
import type { z } from 'zod';
import { Adaptation, type FirstShape } from './adaptation.js';
import { ReplyError, ReplyTimeoutError, RequestRefusedError } from './errors.js';
import { jsonSchemaOf } from './json-schema-of.js';
import { type AskOptions, type Capabilities, type Completion, LanguageModel, type Prompt } from './language-model.js';
import type { PlannedRequest } from './lessons.js';
import { type ProviderAnswer, readAnswer } from './provider-answer.js';
import { failureInside, failureOf, unansweredFailure } from './provider-failure.js';
import { withoutReasoning } from './read-reply.js';

interface AdaptiveOptions extends FirstShape {
  /** For each request. */
  readonly timeoutMilliseconds: number;
  readonly jsonSchema: { readonly closed: boolean };
  readonly clock: Clock;
}

/** A request as one wire format has it. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** Never repeated in an error. */
  readonly apiKey: string | undefined;
}

/** More lessons in a row than any provider has to teach. */
const mostLessons = 16;

/**
 * A model behind HTTP that finds out what its server can't do. A request that is refused for a parameter, a structure or a bound is put
 * in another way and sent again within the same call; later requests are put in that way at once. Refusals cost nothing.
 */
export abstract class AdaptiveLanguageModel extends LanguageModel {
  readonly #adaptation: Adaptation;

  constructor(private readonly adaptive: AdaptiveOptions) {
    super();
    this.#adaptation = new Adaptation(adaptive, () => adaptive.clock.now());
  }

  override get capabilities(): Capabilities {
    return this.#adaptation.capabilities;
  }

  override longestReply(prompt: Prompt): number {
    return this.#adaptation.longestReply(prompt);
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    { signal, onText }: AskOptions = {},
  ): Promise<Completion<Value>> {
    const jsonSchema = jsonSchemaOf(schema, this.adaptive.jsonSchema);
    for (let lessons = 0; ; lessons++) {
      const planned = this.#adaptation.plan(prompt, jsonSchema, { heard: onText !== undefined });
      try {
        const answer = await this.#ask(this.requestOf(planned, jsonSchema, prompt), { signal, onText });
        const { longestReplyTokens } = planned;
        const completion = readAnswer(answer, { model: this.id, prompt: planned, longestReplyTokens, schema });
        const { misfit: fault } = completion;
        if (fault !== undefined) this.#adaptation.learnFromReply({ isCut: false, fault }, planned);
        return completion;
      } catch (thrown) {
        if (thrown instanceof ReplyError) this.#adaptation.learnFromReply(thrown, planned);
        const isLesson =
          thrown instanceof RequestRefusedError &&
          lessons < mostLessons &&
          this.#adaptation.learnsFrom(thrown, planned);
        if (!isLesson) throw thrown;
      }
    }
  }

  /** The planned request in this wire format. */
  protected abstract requestOf(planned: PlannedRequest, jsonSchema: object, prompt: Prompt): SentRequest;

  /** Reads the body of a success; undefined where it holds no answer. Also given parts of a stream, of whole events. */
  protected abstract answerIn(body: string): ProviderAnswer | undefined;

  /** Gives what hears the lines of a body, and tells the growing text of a stream of events; of any other body it tells nothing. */
  #tell(onText: (textSoFar: string) => void): (lines: string) => void {
    let soFar = '';
    return (lines) => {
      const more = /^data:/mu.test(lines) ? (this.answerIn(lines)?.text ?? '') : '';
      soFar += more;
      if (more !== '') onText(withoutReasoning(soFar));
    };
  }

  async #ask({ apiKey, ...request }: SentRequest, { signal, onText }: AskOptions): Promise<ProviderAnswer> {
    const { timeoutMilliseconds: milliseconds, clock } = this.adaptive;
    const late = () => new ReplyTimeoutError(this.id, milliseconds);
    const onLines = onText && this.#tell(onText);
    const answer = await withinTime({ milliseconds, signal, late }, (within) =>
      postJson({ ...request, signal: within, onLines }).catch((thrown: unknown) => {
        throw unansweredFailure({ model: this.id, url: request.url, apiKey }, thrown);
      }),
    );
    const { origin, pathname } = new URL(request.url);
    const failed = { ...answer, model: this.id, address: origin + pathname, apiKey, now: clock.now() };
    if (answer.status > 299) throw failureOf(failed);
    const read = this.answerIn(answer.body);
    if (read) return read;
    throw failureInside(failed);
  }
}
