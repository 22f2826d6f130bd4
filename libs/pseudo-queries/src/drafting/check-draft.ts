import { passageOf } from '@lexhop/graph-model';
import { keywordsOf } from '../keywords/keywords-of.js';
import { distinctQuestions } from '../distinct-questions.js';
import { minimumIncoming, minimumOutgoing } from '../question-counts.js';
import type { ArticleToDraft } from './article-to-draft.js';
import type { DraftedArticle } from './drafted-article.js';
import type { DraftFault } from './draft-fault.js';
import { questionFault } from './question-fault.js';

/** What is left of a draft after the check. */
export interface CheckedDraft {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Questions left out, and why; no reason to refuse the draft while enough are left. */
  readonly dropped: readonly DraftFault[];
  /** Why the draft can't be used; empty of a good one. */
  readonly faults: readonly DraftFault[];
}

/**
 * Checks what was drafted for an article: questions, in its language, that are understood without it, each once; at least one in lay and
 * one in legal words, two incoming in all, and four outgoing; not all of them about something else than its text.
 */
export function checkDraft(drafted: DraftedArticle, node: ArticleToDraft['node']): CheckedDraft {
  const dropped: DraftFault[] = [];
  const sound = (question: string) => {
    const code = questionFault(question, node.language);
    if (code) dropped.push({ code, detail: question });
    return code === undefined;
  };
  const lay = distinctQuestions(drafted.lay).filter(sound);
  const legal = distinctQuestions(drafted.legal).filter(sound);
  const incoming = distinctQuestions([...lay, ...legal]);
  const all = distinctQuestions([...incoming, ...distinctQuestions(drafted.outgoing).filter(sound)]);
  const outgoing = all.slice(incoming.length);
  const counts = tooFew([
    ['few-lay', lay.length, 1],
    ['few-legal', legal.length, 1],
    ['few-incoming', incoming.length, minimumIncoming],
    ['few-outgoing', outgoing.length, minimumOutgoing],
  ]);
  const faults = [...counts, ...aboutAnother(all, node)];
  return { incoming, outgoing, dropped, faults };
}

type Count = readonly [code: 'few-lay' | 'few-legal' | 'few-incoming' | 'few-outgoing', count: number, minimum: number];

function tooFew(counts: readonly Count[]): DraftFault[] {
  return counts
    .filter(([, count, minimum]) => count < minimum)
    .map(([code, count]) => ({ code, detail: String(count) }));
}

/** Shorter texts may only refer to others and share no word with good questions. */
const tellingCharacters = 60;

/** Every draft of a real bank shares a keyword with its article, if the text is long enough; of those of another article of its statute one in seven is caught. */
function aboutAnother(questions: readonly string[], node: ArticleToDraft['node']): DraftFault[] {
  const passage = passageOf(node).normalize('NFKC').toLowerCase();
  if (node.text.length < tellingCharacters || questions.length === 0) return [];
  const related = questions.some((question) => keywordsOf(question).some((keyword) => passage.includes(keyword)));
  return related ? [] : [{ code: 'about-another', detail: questions.slice(0, 2).join(' ') }];
}
