import { passageOf } from '@lexhop/graph-model';
import { z } from 'zod';
import { keywordsOf } from '../keywords.js';
import { distinctQuestions, minimumIncoming, minimumOutgoing } from '../questions.js';
import type { ArticleToDraft } from './articles-to-draft.js';
import { inScriptOf, plainQuestion, questionFault, type QuestionFault } from './plain-questions.js';

/** What a language model drafts for one article. The number of questions is checked afterwards, article by article. */
const draftedArticleSchema = z.object({
  id: z.string().describe('The id of the article, copied unchanged'),
  lay: z.array(z.string()).describe('Questions that the article answers, in everyday words'),
  legal: z.array(z.string()).describe('Questions that the article answers, in legal words'),
  outgoing: z.array(z.string()).describe('Questions that the article raises and other articles answer'),
});
export type DraftedArticle = Readonly<z.infer<typeof draftedArticleSchema>> & {
  /** How many questions were converted to the article's script; never the model's to say. */
  readonly converted?: number;
};

/** A drafted article as it is kept. */
export const keptArticleSchema = draftedArticleSchema.extend({ converted: z.number().int().positive().optional() });

/** The reply to one call: one drafted article for each article asked. */
export const draftingReplySchema = z.object({ articles: z.array(draftedArticleSchema) });

/** What is wrong with what was drafted for an article. */
export interface DraftFault {
  readonly code:
    | 'unreadable'
    | 'refused'
    | 'missing'
    | 'few-lay'
    | 'few-legal'
    | 'few-incoming'
    | 'few-outgoing'
    | 'about-another'
    | QuestionFault;
  /** Of `unreadable` the words of the reader, of `refused` those of the provider, of `missing` ids that were not asked for, of `few-…` how many there are, of `about-another` the questions; of all others the question. */
  readonly detail: string;
}

/** What is left of a draft after the check. */
export interface CheckedDraft {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** The questions that were left out, and why. The draft is refused only where too few are left. */
  readonly dropped: readonly DraftFault[];
  /** How many of them came in the other Chinese script and were converted. */
  readonly converted: number;
  /** Why the draft can't be used; empty of a good one. */
  readonly faults: readonly DraftFault[];
}

/**
 * Checks what was drafted for an article. Each must be a question, in the language of the article, that is understood without it. There must be
 * at least one in lay and one in legal words, two incoming in all, and four outgoing. Not all of them may be about something else.
 */
export function checkDraft(drafted: DraftedArticle, node: ArticleToDraft['node']): CheckedDraft {
  const dropped: DraftFault[] = [];
  const written = { lay: drafted.lay.map(plainQuestion), legal: drafted.legal.map(plainQuestion) };
  const sound = (question: string) => {
    const code = questionFault(question, node.language);
    if (code) dropped.push({ code, detail: question });
    return code === undefined;
  };
  const lay = distinctQuestions(written.lay).filter(sound);
  const legal = distinctQuestions(written.legal).filter(sound);
  const incoming = distinctQuestions([...lay, ...legal]);
  const all = distinctQuestions([...incoming, ...distinctQuestions(drafted.outgoing.map(plainQuestion)).filter(sound)]);
  const outgoing = all.slice(incoming.length);
  const counts = tooFew([
    ['few-lay', lay.length, 1],
    ['few-legal', legal.length, 1],
    ['few-incoming', incoming.length, minimumIncoming],
    ['few-outgoing', outgoing.length, minimumOutgoing],
  ]);
  const faults = [...counts, ...aboutAnother(all, node)];
  return { incoming, outgoing, dropped, converted: drafted.converted ?? 0, faults };
}

type Count = readonly [code: 'few-lay' | 'few-legal' | 'few-incoming' | 'few-outgoing', count: number, minimum: number];

function tooFew(counts: readonly Count[]): DraftFault[] {
  return counts
    .filter(([, count, minimum]) => count < minimum)
    .map(([code, count]) => ({ code, detail: String(count) }));
}

/** In characters. A shorter text may only refer to other articles, and so share no word with good questions. */
const tellingCharacters = 60;

/** A draft that shares no keyword with its article is about another one. In a real bank every draft shares one, if the text is long enough; of drafts for another article of the statute, this finds one in seven. */
function aboutAnother(questions: readonly string[], node: ArticleToDraft['node']): DraftFault[] {
  const passage = passageOf(node).normalize('NFKC').toLowerCase();
  if (node.text.length < tellingCharacters || questions.length === 0) return [];
  const related = questions.some((question) => keywordsOf(question).some((keyword) => passage.includes(keyword)));
  return related ? [] : [{ code: 'about-another', detail: questions.slice(0, 2).join(' ') }];
}

/** A draft with its questions in the script of the node's language, those in the other Chinese script converted and counted; undefined where there are none. */
export function convertDraft(
  drafted: DraftedArticle,
  { language }: ArticleToDraft['node'],
): DraftedArticle | undefined {
  let converted = 0;
  const convert = (question: string) => {
    const inScript = inScriptOf(question, language);
    if (inScript !== undefined) converted += 1;
    return inScript ?? question;
  };
  const [lay, legal, outgoing] = [drafted.lay.map(convert), drafted.legal.map(convert), drafted.outgoing.map(convert)];
  return converted === 0 ? undefined : { id: drafted.id, lay, legal, outgoing, converted };
}
