import { because, type Reason } from '@lexhop/foundation';
import type { ReplyError, RequestRefusedError } from './errors.js';
import type { Capabilities, Prompt } from './language-model.js';
import {
  fewestReplyTokens,
  lessons,
  type OptionalPart,
  type PlannedRequest,
  type RequestShape,
  usualOverhead,
} from './lessons.js';
import { estimatePrompt } from './tokens.js';

/** How requests look before anything was learnt. */
export interface FirstShape {
  /** The names by which servers know the parameter that bounds a reply, in the order in which they are tried. */
  readonly lengthParameters: readonly string[];
  /** The bound of every reply, where the settings name one. It is kept to exactly: never doubled. */
  readonly longestReplyTokens?: number | undefined;
  /** Whether the settings say how much the model shall reason, which is then sent along. */
  readonly bindsReasoning: boolean;
}

const mostDoublings = 2;

/** What requests to one address look like. It changes by what refusals and replies teach, and is remembered as long as the process lives. */
export class Adaptation {
  #shape: RequestShape;
  readonly #findings: Capabilities['findings'] = [];

  constructor(
    private readonly first: FirstShape,
    private readonly now: () => Date,
  ) {
    const lengthParameter = first.lengthParameters[0];
    const unbound = { structure: 'json_schema', isStructureTold: false, leftOut: new Set<OptionalPart>() } as const;
    this.#shape = { ...unbound, lengthParameter, overheadTokens: usualOverhead, doublings: 0 };
  }

  get capabilities(): Capabilities {
    const { structure, lengthParameter, largestReply, contextTokens, leftOut } = this.#shape;
    return {
      structure,
      ...(lengthParameter !== undefined && { lengthParameter }),
      ...(largestReply !== undefined && { longestReplyTokens: largestReply }),
      ...(contextTokens !== undefined && { contextTokens }),
      leftOut: [...leftOut],
      findings: [...this.#findings],
    };
  }

  /** The bound on the reply to a prompt, in tokens, as it would be sent now. */
  longestReply(prompt: Prompt): number {
    return this.#bound(prompt, estimatePrompt(prompt));
  }

  /**
   * The request for a prompt, as far as it is the same for all wire formats.
   * @param heard whether the reply is to come as a stream
   */
  plan(prompt: Prompt, jsonSchema: object, { heard = false } = {}): PlannedRequest {
    const shape = this.#shape;
    const isTold = shape.isStructureTold || shape.structure !== 'json_schema';
    const told = `Reply with one JSON object of this JSON schema and with nothing else:\n${JSON.stringify(jsonSchema)}`;
    const system = isTold ? `${prompt.system}\n\n${told}` : prompt.system;
    const parts = shape.leftOut.has('system')
      ? { system: '', user: `${system}\n\n${prompt.user}` }
      : { system, user: prompt.user };
    const promptTokens = estimatePrompt(parts);
    const optional = this.#optionalParts(prompt, heard);
    const longestReplyTokens = this.#bound(prompt, promptTokens);
    const isShortened = longestReplyTokens < this.#wanted(prompt);
    return { shape, ...parts, promptTokens, optional, longestReplyTokens, isShortened };
  }

  /** Learns from the refusal of a request. True where the prompt should be asked again. Throws a TextRefusedError where it is too long for the model. */
  learnsFrom(refusal: RequestRefusedError, planned: PlannedRequest): boolean {
    // Another call learnt something meanwhile: its lesson may be this one's.
    if (planned.shape !== this.#shape) return true;
    for (const lesson of lessons) {
      const learnt = lesson({ refusal, planned, lengthParameters: this.first.lengthParameters });
      if (!learnt) continue;
      this.#take({ ...this.#shape, ...learnt.change }, learnt.because, refusal.detail);
      return true;
    }
    return false;
  }

  /** Learns from a reply that can't be used, or is not as it was asked for. After a cut one replies get more room; else the prompt tells the structure, too. */
  learnFromReply({ isCut, fault }: Pick<ReplyError, 'isCut' | 'fault'>, planned: PlannedRequest): void {
    if (planned.shape !== this.#shape) return;
    const { doublings, isStructureTold, structure } = this.#shape;
    if (isCut) {
      const isBound = this.first.longestReplyTokens !== undefined || doublings === mostDoublings;
      if (isBound || planned.isShortened) return;
      const { longestReplyTokens: tokens } = planned;
      const reason = `A reply was cut after ${tokens} tokens; further ones get twice as many.`;
      this.#take({ ...this.#shape, doublings: doublings + 1 }, because('reply-cut', reason, { tokens }));
    } else if (structure === 'json_schema' && !isStructureTold) {
      const reason = `A reply did not have the structure asked for (${fault}); it is told in the prompt, too.`;
      this.#take({ ...this.#shape, isStructureTold: true }, because('structure-told', reason, { fault }));
    }
  }

  #optionalParts({ temperature }: Prompt, heard: boolean): ReadonlySet<OptionalPart> {
    const wanted: readonly (OptionalPart | undefined)[] = [
      'system',
      temperature === undefined ? undefined : 'temperature',
      this.first.bindsReasoning ? 'reasoning' : undefined,
      ...(heard ? (['stream', 'stream_options'] as const) : []),
    ];
    return new Set(wanted.flatMap((part) => (part === undefined || this.#shape.leftOut.has(part) ? [] : [part])));
  }

  #take(shape: RequestShape, learnt: Reason, said?: string): void {
    this.#shape = shape;
    this.#findings.push({ at: this.now().toISOString(), ...learnt, ...(said !== undefined && { said }) });
  }

  #bound(prompt: Prompt, promptTokens: number): number {
    const { largestReply = Infinity, contextTokens = Infinity, overheadTokens } = this.#shape;
    const left = Math.max(fewestReplyTokens, contextTokens - promptTokens - overheadTokens);
    return Math.min(this.#wanted(prompt), largestReply, left);
  }

  #wanted({ longestReplyTokens }: Prompt): number {
    return this.first.longestReplyTokens ?? longestReplyTokens * 2 ** this.#shape.doublings;
  }
}
