import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '@lexhop/client';
import {
  Button,
  Empty,
  Facts,
  Fetched,
  Field,
  MoreButton,
  pathOf,
  Table,
  useGraphName,
  useLater,
  useMayChange,
  usePages,
  useWords,
  type Words,
} from '@lexhop/console-parts';
import { SampleButton } from './drop-area.js';
import type { UploadQueue } from './upload.js';

export type StatuteRecord = Schema<'Statute'>;

const perPage = 100;

/** The statutes of a graph whose title or id contains `text`, page by page. */
export function useStatutes(text: string, enabled = true) {
  const params = { path: { graph: useGraphName() }, query: { limit: perPage, text: text || undefined } };
  return usePages('/api/v1/graphs/{graph}/statutes', params, { enabled, placeholderData: keepPreviousData });
}

interface StatuteListProps {
  readonly queue: UploadQueue;
  /** Absent where the reader may not delete. */
  readonly onDelete?: (statute: StatuteRecord) => void;
}

/** What the graph has: counts, a filter, and the statutes, a hundred at a time. */
export function StatuteList({ queue, onDelete }: StatuteListProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim());
  const statutes = useStatutes(text);
  return (
    <Fetched from={statutes}>
      {({ first, items }) =>
        first?.counts.statutes === 0 ? (
          <NoStatutes queue={queue} />
        ) : (
          <section className="sheet stack" aria-label={t('statutes.list.label')}>
            {first && <Counts counts={first.counts} />}
            <Field label={t('statutes.list.filter')}>
              <input type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />
            </Field>
            {items.length > 0 && <StatuteTable statutes={items} onDelete={onDelete} />}
            {items.length === 0 && <output>{t('statutes.list.noMatch', { text })}</output>}
            <MoreButton of={statutes}>{t('statutes.list.more')}</MoreButton>
          </section>
        )
      }
    </Fetched>
  );
}

interface StatuteTableProps extends Pick<StatuteListProps, 'onDelete'> {
  readonly statutes: readonly StatuteRecord[];
}

const rare = 'statutes__rare';

function StatuteTable({ statutes, onDelete }: StatuteTableProps) {
  const words = useWords();
  const { t } = words;
  const actions = (
    <span key="actions" className="unseen">
      {t('statutes.column.actions')}
    </span>
  );
  return (
    <Table
      className="statutes"
      columns={[
        ['title', t('statutes.column.title')],
        ['level', t('statutes.column.level'), rare],
        ['articles', t('statutes.column.articles'), 'number'],
        ['modified', t('statutes.column.modified'), rare],
        ['file', t('statutes.column.file'), rare],
        ...(onDelete ? [['actions', actions, 'statutes__actions'] as const] : []),
      ]}
      rows={statutes.map((statute) => ({
        ...rowOf(statute, words),
        actions: (
          <Button
            look="small"
            aria-label={t('statutes.delete.of', { title: statute.title })}
            onClick={() => onDelete?.(statute)}
          >
            {t('statutes.delete.short')}
          </Button>
        ),
      }))}
    />
  );
}

function rowOf(statute: StatuteRecord, { t, number }: Words) {
  const { id, title, level, language, abolished, articleCount, modifiedOn, sourceFile } = statute;
  return {
    key: id,
    title: (
      <>
        <Link href={pathOf('statutes', id)} lang={language} className="statutes__title">
          {title}
        </Link>{' '}
        <span className="quiet">{id}</span>{' '}
        {abolished && <span className="tag tag--warning">{t('statutes.abolished')}</span>}
      </>
    ),
    level: t(`statutes.level.${level}`),
    articles: number(articleCount),
    modified: modifiedOn,
    file: <span className="quiet">{sourceFile}</span>,
  };
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

function Counts({ counts }: Pick<Schema<'StatutePage'>, 'counts'>) {
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
