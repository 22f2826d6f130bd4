import type { Schema } from '@lexhop/client';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Link } from 'wouter';
import { pathOf } from '../layout/navigation.js';
import { fetchFromServer } from '../server/rest-client.js';
import { connection, useObserved } from '../server/session.js';
import { useGraphName } from '../server/use-server.js';
import type { SaidByServer, SentenceKind } from '../words/catalogues.js';
import { useWords } from '../words/preferences.js';

/** There is nothing here yet: says so, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The graph has no build that answers: says so, and leads to the first step that is missing. */
export function NotBuilt() {
  const { t } = useWords();
  const graph = useGraphName();
  return (
    <Empty title={t('notBuilt.title')}>
      <p>{t('problem.hint.no-active-build')}</p>
      <Link href={pathOf(graph, 'build')} className="button button--primary">
        {t('notBuilt.build')}
      </Link>
    </Empty>
  );
}

interface ServerSentenceProps {
  /** What the sentence is about: the part of the catalogue that has it by its code. */
  readonly about: SentenceKind;
  readonly said: SaidByServer;
  /** Whether the server's own words follow, for what only they tell: a provider's reply, a file's line. */
  readonly withDetail?: boolean;
}

/** A sentence with its code; what has none, since an older server said it, is told as it is. */
export function saidOf(sentence: string, code = ''): SaidByServer {
  return { code, sentence };
}

/** A sentence of the server in the reader's language, where the catalogue has it; else as the server says it. */
export function ServerSentence({ about, said, withDetail = false }: ServerSentenceProps) {
  const { sentence } = useWords();
  const own = sentence(about, said);
  return (
    <>
      {own}{' '}
      {(own === undefined || withDetail) && (
        <span lang="en" className={own === undefined ? undefined : 'quiet'}>
          {said.sentence}
        </span>
      )}
    </>
  );
}

/** Why something is so, in the reader's language; what an error says is followed by the server's own words. */
export function ReasonText({ reason: { reason, code = '', facts } }: { readonly reason: Schema<'Reason'> }) {
  const { sentence } = useWords();
  const said = { ...facts, code, sentence: reason };
  const isReason = sentence('reason', said) !== undefined;
  return (
    <span className="reason">
      <ServerSentence about={isReason ? 'reason' : 'problem'} said={said} withDetail={!isReason} />
    </span>
  );
}

/** Something is on its way. */
export function Loading() {
  const { t } = useWords();
  return <output className="loading">{t('loading.label')}</output>;
}

interface FactsProps {
  /** Name and value, in order; without a value (false, undefined) it is left out. */
  readonly facts: readonly (readonly [string, ReactNode])[];
}

/** Numbers in a row, each under its name. */
export function Facts({ facts }: FactsProps) {
  const known = facts.filter(([, value]) => value !== undefined && value !== false);
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface HeadRowProps {
  /** What stands over each column, and the class of a column that has one. */
  readonly columns: readonly (readonly [name: ReactNode, className?: string])[];
}

/** What the parts of a table are, for browsers that no longer know it once a phone lays its rows out in another way. */
export const tablePart = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

/** The first row of a table. */
export function HeadRow({ columns }: HeadRowProps) {
  return (
    <thead {...tablePart.rows}>
      <tr {...tablePart.row}>
        {columns.map(([name, className], place) => (
          <th key={place} scope="col" className={className} {...tablePart.head}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface ConfirmDialogProps {
  readonly title: string;
  /** The words on the button that does it. */
  readonly action: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. Escape and the first button leave all as it is. */
export function ConfirmDialog({ title, action, children, busy = false, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      <div className="row dialog__actions">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('confirm.keep')}
        </button>
        <button type="button" className="button button--danger" disabled={busy} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}

const firstWait = 1_000;
const longestWait = 15_000;

/** Says that the server is gone, looks for it until it is back, and then has the whole page asked again. */
export function ConnectionBanner() {
  const { t } = useWords();
  const state = useObserved(connection);
  const queries = useQueryClient();
  useEffect(() => {
    if (state === 'open') return undefined;
    const search = new AbortController();
    void lookForServer(search.signal);
    return () => {
      search.abort();
      void queries.invalidateQueries();
    };
  }, [state, queries]);
  return (
    <output>
      {state === 'lost' && (
        <span className="banner banner--problem">
          <span>
            <strong>{t('connection.lost')}</strong> {t('connection.retry')}
          </span>
          <button type="button" className="button button--small" onClick={() => void knock()}>
            {t('connection.now')}
          </button>
        </span>
      )}
    </output>
  );
}

/** Ends when called off: whichever request reaches the server first opens the connection. */
async function lookForServer(signal: AbortSignal): Promise<void> {
  for (let wait = firstWait; !signal.aborted; wait = Math.min(wait * 2, longestWait)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (!signal.aborted) await knock();
  }
}

async function knock(): Promise<void> {
  try {
    await fetchFromServer(new Request('/health/live'));
  } catch {
    // Still away, which the connection has noted already.
  }
}

/** Stands above whatever comes of a build whose vectors are the mock's. */
export function MockBanner() {
  const { t } = useWords();
  const graph = useGraphName();
  return (
    <p className="banner banner--mock" role="note">
      <strong>{t('mock.banner')}</strong>
      <Link href={pathOf(graph, 'system')}>{t('mock.why')}</Link>
    </p>
  );
}
