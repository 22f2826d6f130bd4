import { Observed } from '@lexhop/console-parts';

/** A question that was asked on this device. */
interface RecentQuestion {
  readonly graph: string;
  readonly query: string;
}

/** Those that are remembered, the latest first; undefined where the reader wants none remembered. */
export type RecentQuestions = readonly RecentQuestion[] | undefined;

const place = 'lexhop-recent-questions';
const none = 'off';
const most = 20;

/** What is kept under the one name of this device's local storage; nothing of it is sent anywhere. */
export const recentQuestions = new Observed<RecentQuestions>(kept());

function kept(): RecentQuestions {
  try {
    const value = localStorage.getItem(place) ?? '[]';
    if (value === none) return undefined;
    const read: unknown = JSON.parse(value);
    return Array.isArray(read) ? read.filter((each) => isRecent(each)).slice(0, most) : [];
  } catch {
    // A browser that keeps nothing, or something else under the name: there is nothing to remember.
    return [];
  }
}

function isRecent(value: unknown): value is RecentQuestion {
  if (typeof value !== 'object' || value === null) return false;
  const { graph, query } = value as Partial<RecentQuestion>;
  return typeof graph === 'string' && typeof query === 'string';
}

/** Remembers a question, unless the reader wants none remembered. */
export function remember(asked: RecentQuestion): void {
  const before = recentQuestions.get();
  if (before === undefined || asked.query === '') return;
  const others = before.filter(({ graph, query }) => graph !== asked.graph || query !== asked.query);
  keep([asked, ...others].slice(0, most));
}

/** Forgets all of them; what the reader wants of the next ones stays. */
export function forgetQuestions(): void {
  if (recentQuestions.get() !== undefined) keep([]);
}

/** Whether questions are remembered from now on; those that are go when they are not. */
export function rememberQuestions(wanted: boolean): void {
  keep(wanted ? [] : undefined);
}

function keep(questions: RecentQuestions): void {
  recentQuestions.set(questions);
  try {
    if (questions?.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, questions === undefined ? none : JSON.stringify(questions));
  } catch {
    // A browser that keeps nothing: they last as long as the page.
  }
}
