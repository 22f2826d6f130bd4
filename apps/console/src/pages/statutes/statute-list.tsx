import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf, type Schema } from '@lexhop/client';
import {
  Empty,
  Facts,
  HeadRow,
  Loading,
  pathOf,
  ProblemNote,
  rest,
  useLater,
  useMayChange,
  useWords,
} from '@lexhop/console-parts';
import { SampleButton } from './drop-area.js';
import type { UploadQueue } from './upload.js';

export type StatuteRecord = Schema<'Statute'>;

const perPage = 100;

/** The statutes of a graph whose title or id contains `text`, page by page. */
export function useStatutes(graph: string, text: string) {
  return useInfiniteQuery({
    queryKey: ['statutes', graph, text],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: perPage, ...(pageParam && { after: pageParam }), ...(text && { text }) };
      return answerOf(rest.GET('/api/v1/graphs/{graph}/statutes', { params: { path: { graph }, query }, signal }));
    },
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

interface OfGraph {
  readonly graph: string;
  /** Absent where the reader may not delete. */
  readonly onDelete?: (statute: StatuteRecord) => void;
}

interface StatuteTableProps extends OfGraph {
  readonly statutes: readonly StatuteRecord[];
}

function StatuteTable({ graph, statutes, onDelete }: StatuteTableProps) {
  const { t } = useWords();
  return (
    <table className="statutes">
      <HeadRow
        columns={[
          [t('statutes.column.title')],
          [t('statutes.column.level'), 'statutes__rare'],
          [t('statutes.column.articles'), 'number'],
          [t('statutes.column.modified'), 'statutes__rare'],
          [t('statutes.column.file'), 'statutes__rare'],
          ...(onDelete
            ? [
                [
                  <span key="actions" className="unseen">
                    {t('statutes.column.actions')}
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
      <tbody>
        {statutes.map((statute) => (
          <StatuteRow key={statute.id} graph={graph} statute={statute} {...(onDelete ? { onDelete } : {})} />
        ))}
      </tbody>
    </table>
  );
}

interface StatuteRowProps extends OfGraph {
  readonly statute: StatuteRecord;
}

function StatuteRow({ graph, statute, onDelete }: StatuteRowProps) {
  const { t, number } = useWords();
  const { id, title, level, language, abolished, articleCount, modifiedOn, sourceFile } = statute;
  return (
    <tr>
      <td>
        <Link href={pathOf(graph, 'statutes', id)} lang={language} className="statutes__title">
          {title}
        </Link>{' '}
        <span className="quiet">{id}</span>{' '}
        {abolished && <span className="tag tag--warning">{t('statutes.abolished')}</span>}
      </td>
      <td className="statutes__rare">{t(`statutes.level.${level}`)}</td>
      <td className="number">{number(articleCount)}</td>
      <td className="statutes__rare">{modifiedOn}</td>
      <td className="statutes__rare quiet">{sourceFile}</td>
      {onDelete && (
        <td className="statutes__actions">
          <button
            type="button"
            className="button button--small"
            aria-label={t('statutes.delete.of', { title })}
            onClick={() => onDelete(statute)}
          >
            {t('statutes.delete.short')}
          </button>
        </td>
      )}
    </tr>
  );
}

const typingMilliseconds = 200;

interface StatuteListProps {
  readonly graph: string;
  readonly queue: UploadQueue;
  /** Absent where the reader may not delete. */
  readonly onDelete?: (statute: StatuteRecord) => void;
}

/** What the graph has: counts, a filter, and the statutes, a hundred at a time. */
export function StatuteList({ graph, queue, onDelete }: StatuteListProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim(), typingMilliseconds);
  const { data, error, refetch, ...further } = useStatutes(graph, text);
  if (!data) return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Loading />;
  const [first] = data.pages;
  if (first?.counts.statutes === 0) return <NoStatutes queue={queue} />;
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

function NoStatutes({ queue }: Pick<StatuteListProps, 'queue'>) {
  const { t } = useWords();
  const mayChange = useMayChange();
  return (
    <Empty title={t('statutes.none.title')}>
      <p>{t(mayChange ? 'statutes.none.hint' : 'statutes.none.readOnly')}</p>
      {mayChange && <SampleButton onFiles={(found) => queue.add(found)} />}
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
