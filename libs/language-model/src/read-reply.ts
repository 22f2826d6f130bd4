import { jsonOf } from '@lexhop/foundation';
import type { z } from 'zod';
import { ReplyError } from './errors.js';
import { endOfValue, jsonAmong, type JsonValues } from './json-in-text.js';
import type { Completion, Reply } from './language-model.js';
import { reshaped } from './reshape-reply.js';

const reasoningTag =
  '(?:seed:|ant[_:]?)?(?:think(?:ing)?|thoughts?|reasoning(?:_content)?|reflection|analysis|scratch_?pad|inner_monologue)';

/** The marks that models put before and after their reasoning. */
const reasoningMarks: readonly (readonly [opening: RegExp, closing: RegExp])[] = [
  // DeepSeek R1, Qwen, GLM, Phi, Seed and most others.
  [
    new RegExp(String.raw`<${reasoningTag}(?:\s[^<>]*)?>`, 'giu'),
    new RegExp(String.raw`<\s*/\s*${reasoningTag}\s*>`, 'giu'),
  ],
  [/\[THINK\]/giu, /\[\/THINK\]/giu], // Magistral
  [/◁think▷/giu, /◁\/think▷/giu], // Kimi
  [/<\|START_THINKING\|>/gu, /<\|END_THINKING\|>/gu], // Cohere
  [/<\|begin_of_thought\|>/gu, /<\|end_of_thought\|>/gu],
  [/<\|channel\|>\s*(?:analysis|commentary)\b/gu, /<\|channel\|>\s*final\b(?:[^<]|<\|constrain\|>)*<\|message\|>/gu], // gpt-oss
];

/**
 * How reasoning is taken off a reply before its JSON is looked for, step after step. A text that is JSON as a whole is left as it is.
 * Sentences, Markdown fences and tokens around the JSON need no step: the JSON is found between them.
 */
const dresses: readonly ((text: string, marks: (typeof reasoningMarks)[number]) => string)[] = [
  // Pairs first: after them a lone closing mark ends reasoning whose opening one stood in the prompt.
  (text, [opening, closing]) => withoutPairs(text, opening, closing),
  (text, [, closing]) => text.slice(lastEnd(text, closing)),
];

/**
 * Reads a reply by a schema, whatever stands around its JSON. Of several values the last that fits is the answer: drafts come before it. Where
 * none fits, it is the last that can be read in one way only (see `reshaped`), and `misfit` says what is wrong with it.
 * Throws a ReplyError that names the first fault. Half a value at the end is a fault, whatever came before.
 */
export function readReply<Value>(model: string, reply: Reply, schema: z.ZodType<Value>): Completion<Value> {
  const { values, isCutShort } = valuesIn(reply.text);
  const results = values.flatMap((value) => [value, ...itemsOf(value)]).map((value) => schema.safeParse(value));
  const fitting = results.findLast((result) => result.success);
  if (fitting && !isCutShort) return { ...reply, value: fitting.data };
  const fault = faultOf(results.at(-1), reply.text, isCutShort);
  const meant = isCutShort ? undefined : lastMeant(values, schema);
  if (meant) return { ...reply, value: meant.data, misfit: fault };
  throw new ReplyError(model, reply, fault);
}

function lastMeant<Value>(values: readonly unknown[], schema: z.ZodType<Value>) {
  for (const value of values.toReversed()) {
    const result = schema.safeParse(reshaped(value, schema));
    if (result.success) return result;
  }
  return undefined;
}

function faultOf(last: z.ZodSafeParseResult<unknown> | undefined, text: string, isCutShort: boolean): string {
  const issue = isCutShort ? undefined : last?.error?.issues[0];
  if (issue) return `at "${issue.path.join('.')}": ${issue.message}.`;
  const isOnlyReasoning = !last && isReasoningOnly(text);
  return isOnlyReasoning ? 'it is reasoning only, without an answer.' : 'it is not JSON, or is cut short.';
}

function isReasoningOnly(text: string): boolean {
  const rest = undressed(text);
  return text.trim() !== '' && (rest.trim() === '' || isReasoning(rest));
}

function valuesIn(text: string): JsonValues {
  const whole = jsonOf(text);
  // JSON inside a JSON string: a gateway encoded it twice.
  if (typeof whole === 'string') return valuesIn(whole);
  if (whole !== undefined) return { values: [whole], isCutShort: false };
  return jsonAmong(withPlainQuotes(undressed(text)), isReasoning);
}

const quoted = /[{[]\s*(?:&quot;|&#34;|[“”])/u;

/** Gives JSON its plain quotes, where it has none: a gateway has escaped it for a web page, or a model has set typographic quotes. */
function withPlainQuotes(text: string): string {
  if (text.includes('"') || !quoted.test(text)) return text;
  const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#39;': "'" };
  return text.replaceAll(/&(?:quot|#34|lt|gt|amp|#39);|[“”]/gu, (mark) => entities[mark] ?? '"');
}

const deepestList = 3;

/** Some models answer with a list of the one value that was asked for. */
function itemsOf(value: unknown, depth = 0): readonly unknown[] {
  const items = Array.isArray(value) && depth < deepestList ? (value as unknown[]) : [];
  return items.flatMap((item) => [item, ...itemsOf(item, depth + 1)]);
}

function undressed(text: string): string {
  return dresses.reduce((rest, takeOff) => reasoningMarks.reduce(takeOff, rest), text);
}

/** A reply that is still coming, without its reasoning. Where reasoning has begun and not ended, it stops there. */
export function withoutReasoning(textSoFar: string): string {
  const rest = undressed(textSoFar);
  const begins = reasoningMarks.map(([opening]) => rest.search(opening)).filter((place) => place >= 0);
  return rest.slice(0, Math.min(rest.length, ...begins));
}

const nextItem = /[\s,]*(?=\{)/uy;

/** The whole objects that a reply holds so far in the list of this name, in order. Of several such lists the last counts: drafts come before it. */
export function itemsSoFar(textSoFar: string, list: string): readonly unknown[] {
  const begun = [...textSoFar.matchAll(new RegExp(String.raw`"${list}"\s*:\s*\[`, 'gu'))].at(-1);
  const items: unknown[] = [];
  for (let place = begun ? begun.index + begun[0].length : textSoFar.length; ;) {
    nextItem.lastIndex = place;
    const end = nextItem.test(textSoFar) ? endOfValue(textSoFar, nextItem.lastIndex) : undefined;
    const item = end === undefined ? undefined : jsonOf(textSoFar.slice(nextItem.lastIndex, end));
    if (end === undefined || item === undefined) return items;
    items.push(item);
    place = end;
  }
}

/** Whether reasoning begins in a text from which the marks in pairs are taken off. */
function isReasoning(text: string): boolean {
  return reasoningMarks.some(([opening]) => text.search(opening) >= 0);
}

function withoutPairs(text: string, opening: RegExp, closing: RegExp): string {
  let kept = '';
  let place = 0;
  for (;;) {
    opening.lastIndex = place;
    const open = opening.exec(text);
    closing.lastIndex = opening.lastIndex;
    if (!open || !closing.test(text)) return kept + text.slice(place);
    kept += text.slice(place, open.index);
    place = closing.lastIndex;
  }
}

function lastEnd(text: string, mark: RegExp): number {
  const last = [...text.matchAll(mark)].at(-1);
  return last ? last.index + last[0].length : 0;
}
