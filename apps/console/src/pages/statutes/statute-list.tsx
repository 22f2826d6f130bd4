import { useState } from 'react';
import { Empty } from '../../feedback/empty.js';
import { Facts } from '../../feedback/facts.js';
import { Loading } from '../../feedback/loading.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useLater } from '../../forms/use-later.js';
import { useMayChange } from '../../server/use-access.js';
import { useWords } from '../../words/use-words.js';
import { StatuteTable } from './statute-table.js';
import { type StatuteRecord, useStatutes } from './use-statutes.js';

const typingMilliseconds = 200;

interface StatuteListProps {
  readonly graph: string;
  /** Absent where the reader may not delete. */
  readonly onDelete?: (statute: StatuteRecord) => void;
}

/** What the graph has: counts, a filter, and the statutes, a hundred at a time. */
export function StatuteList({ graph, onDelete }: StatuteListProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim(), typingMilliseconds);
  const { data, error, refetch, ...further } = useStatutes(graph, text);
  if (!data) return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Loading />;
  const [first] = data.pages;
  if (first?.counts.statutes === 0) return <NoStatutes />;
  const statutes = data.pages.flatMap(({ items }) => items);
  return (
    <section className="sheet stack" aria-label={t('statutes.list.label')}>
      {first && <Counts counts={first.counts} />}
      <label className="field">
        <span>{t('statutes.list.filter')}</span>
        <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {statutes.length > 0 && <StatuteTable graph={graph} statutes={statutes} {...(onDelete ? { onDelete } : {})} />}
      {statutes.length === 0 && <output>{t('statutes.list.noMatch', { text })}</output>}
      <More {...further} />
    </section>
  );
}

type MoreProps = Pick<ReturnType<typeof useStatutes>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

function More({ hasNextPage, isFetchingNextPage, fetchNextPage }: MoreProps) {
  const { t } = useWords();
  if (!hasNextPage) return undefined;
  return (
    <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t('statutes.list.more')}
    </button>
  );
}

function NoStatutes() {
  const { t } = useWords();
  const mayChange = useMayChange();
  return (
    <Empty title={t('statutes.none.title')}>
      <p>{t(mayChange ? 'statutes.none.hint' : 'statutes.none.readOnly')}</p>
    </Empty>
  );
}

type Counts = NonNullable<ReturnType<typeof useStatutes>['data']>['pages'][number]['counts'];

function Counts({ counts }: { readonly counts: Counts }) {
  const { t, number } = useWords();
  const { statutes, articles, paragraphs } = counts;
  return (
    <Facts
      facts={[
        [t('statutes.count.statutes'), number(statutes)],
        [t('statutes.count.articles'), number(articles.live)],
        [t('statutes.count.repealed'), number(articles.repealed)],
        [t('statutes.count.paragraphs'), number(paragraphs.live)],
      ]}
    />
  );
}
