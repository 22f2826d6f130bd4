import { because, type Reason } from '@lexhop/foundation';
import { type RequestRefusedError, TextRefusedError } from './errors.js';
import type { Capabilities } from './language-model.js';

/** A part of a request that a provider may refuse and that can be left out. */
export type OptionalPart = 'temperature' | 'reasoning' | 'system' | 'stream' | 'stream_options';

/** How requests to an address are put. */
export interface RequestShape {
  readonly structure: Capabilities['structure'];
  /** Whether the prompt tells the structure, too: some servers take a schema and do not follow it. */
  readonly isStructureTold: boolean;
  readonly lengthParameter: string | undefined;
  readonly leftOut: ReadonlySet<OptionalPart>;
  readonly largestReply?: number;
  readonly contextTokens?: number;
  /** How many tokens a prompt has beside those that are estimated: of the provider's template, and those that the estimate missed. */
  readonly overheadTokens: number;
  /** How often the bound was doubled because replies were cut. */
  readonly doublings: number;
}

/** A request about to be sent. */
export interface PlannedRequest {
  readonly shape: RequestShape;
  readonly system: string;
  readonly user: string;
  readonly longestReplyTokens: number;
  /** Whether the provider allows fewer than were wanted. */
  readonly isShortened: boolean;
  readonly promptTokens: number;
  /** Which of the parts that can be left out it has. */
  readonly optional: ReadonlySet<OptionalPart>;
}

/** A reply of fewer tokens would hold no answer: no bound is set lower. */
export const fewestReplyTokens = 256;
/** About how many tokens a provider's template takes. */
export const usualOverhead = 64;

interface Refused {
  readonly refusal: RequestRefusedError;
  readonly planned: PlannedRequest;
  readonly lengthParameters: readonly string[];
}

interface Lesson {
  readonly change: Partial<RequestShape>;
  /** What is done from now on, and why. */
  readonly because: Reason;
}

/** What a refusal may teach. The first lesson that fits is taken. None can be taken more than a few times, so that learning ends. */
export const lessons: readonly ((refused: Refused) => Lesson | undefined)[] = [
  lengthParameterLesson,
  leaveOut('temperature', /temperature/iu),
  leaveOut('stream_options', /stream_?options|include_usage/iu),
  leaveOut('stream', /\bstream(?:ing)?\b/iu),
  leaveOut('reasoning', /reasoning|thinking/iu),
  structureLesson,
  leaveOut(
    'system',
    /(?:developer|system)[ _]?instruction|['"]system['"]|system (?:role|message|prompt)s?\b.{0,20}not|roles must alternate/iu,
  ),
  boundLesson,
];

const isUnknownParameter =
  /unsupported|not supported|does not support|unrecogni[sz]ed|unknown|extra|not permitted|not allowed|forbidden|unexpected|instead/iu;

function lengthParameterLesson({ refusal: { said }, planned, lengthParameters }: Refused): Lesson | undefined {
  const { lengthParameter } = planned.shape;
  if (lengthParameter === undefined) return undefined;
  const isNamed = new RegExp(String.raw`\b${lengthParameter}\b`, 'u').test(said);
  if (!isNamed || !isUnknownParameter.test(said)) return undefined;
  const next = lengthParameters[lengthParameters.indexOf(lengthParameter) + 1];
  const change = { lengthParameter: next };
  const notTaken = `${lengthParameter} is not taken; `;
  if (next === undefined) {
    const reason = `${notTaken}replies are not bounded.`;
    return { change, because: because('length-unbounded', reason, { parameter: lengthParameter }) };
  }
  const reason = `${notTaken}${next} is sent instead.`;
  return { change, because: because('length-parameter', reason, { parameter: lengthParameter, next }) };
}

function leaveOut(part: OptionalPart, said: RegExp): (refused: Refused) => Lesson | undefined {
  return ({ refusal, planned: { shape, optional } }) => {
    if (!optional.has(part) || !said.test(refusal.said)) return undefined;
    const reason =
      part === 'system'
        ? because('instructions-moved', 'Instructions go with the user’s message.')
        : because('part-left-out', `No ${part} is sent any more.`, { part });
    return { change: { leftOut: new Set([...shape.leftOut, part]) }, because: reason };
  };
}

const aboutStructure =
  /response_?format|json_?schema|json_?object|json mode|structured[_ ]?outputs?|guided|grammar|response_?schema|response_?mime/iu;

function structureLesson({ refusal, planned: { shape } }: Refused): Lesson | undefined {
  if (shape.structure === 'prompt' || !aboutStructure.test(refusal.said)) return undefined;
  const { structure: refused } = shape;
  if (refused === 'json_schema') {
    const reason = because('schema-refused', `${refused} is not taken; json_object is asked for.`);
    return { change: { structure: 'json_object' }, because: reason };
  }
  const reason = because('object-refused', `${refused} is not taken; the structure stands in the prompt alone.`);
  return { change: { structure: 'prompt' }, because: reason };
}

const aboutLength =
  /context (?:length|window|size)|n_ctx|max_?(?:completion_?|output_?)?tokens|maximum (?:number of )?\w* ?tokens|too many tokens/iu;
const contextSaid = [
  /context (?:length|window|size)(?: of this model)?(?: is|:| of)? ?(?:only )?\(?(\d+)/iu,
  /"n_ctx"\s*:\s*(\d+)/u,
];
const promptSaid = [
  /(\d+) (?:tokens )?in (?:the|your) (?:messages|prompt|input)/iu,
  /your (?:request|prompt|messages?) (?:has|contains?|resulted in) (\d+)/iu,
  /"n_prompt_tokens"\s*:\s*(\d+)/u,
  /request \((\d+) tokens\)/iu,
];
const largestSaid = [
  /(?:at most|less than or equal to|<=|up to|no more than|maximum (?:allowed )?(?:value |number )?(?:of|is)) (\d+)/iu,
  /range of \w+ is \[\d+, ?(\d+)\]/iu,
];

function boundLesson({ refusal, planned }: Refused): Lesson | undefined {
  const said = refusal.said.replaceAll(/(?<=\d),(?=\d{3})/gu, '');
  const { shape, longestReplyTokens: sent } = planned;
  if (!aboutLength.test(said)) return undefined;
  const context = numberIn(said, contextSaid);
  if (context !== undefined) return contextLesson(context, numberIn(said, promptSaid), { refusal, planned });
  if (shape.lengthParameter === undefined || sent <= fewestReplyTokens) return undefined;
  const named = numberIn(said, largestSaid) ?? sent;
  const largestReply = Math.max(fewestReplyTokens, named < sent ? named : Math.floor(sent / 2));
  const reason = `Replies are bounded to ${largestReply} tokens.`;
  return { change: { largestReply }, because: because('reply-bounded', reason, { tokens: largestReply }) };
}

function contextLesson(
  contextTokens: number,
  counted: number | undefined,
  { refusal, planned }: Pick<Refused, 'refusal' | 'planned'>,
): Lesson | undefined {
  const { promptTokens, shape, longestReplyTokens } = planned;
  const isTooLong = (counted ?? 0) + fewestReplyTokens > contextTokens || longestReplyTokens <= fewestReplyTokens;
  if (isTooLong) throw new TextRefusedError(refusal.model, `it is too long for the model: ${refusal.detail}`);
  // Without a count the estimate was too low once the context was known already: leave more room each time.
  const missed =
    counted === undefined && shape.contextTokens === contextTokens
      ? shape.overheadTokens * 4
      : (counted ?? 0) - promptTokens + usualOverhead;
  const overheadTokens = Math.max(shape.overheadTokens, missed);
  const reason = `Prompt and reply have ${contextTokens} tokens together; replies are bounded to what a prompt leaves of them.`;
  const change = { contextTokens, overheadTokens };
  return { change, because: because('context-bounded', reason, { tokens: contextTokens }) };
}

function numberIn(text: string, forms: readonly RegExp[]): number | undefined {
  for (const form of forms) {
    const number = form.exec(text)?.[1];
    if (number !== undefined) return Number(number);
  }
  return undefined;
}
