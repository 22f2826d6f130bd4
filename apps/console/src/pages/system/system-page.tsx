import './system-page.css';
import { type MouseEvent, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import {
  HeadRow,
  Loading,
  openBoard,
  PageTitle,
  ProblemNote,
  ReasonText,
  rest,
  useAccess,
  useWords,
  type WordKey,
} from '@lexhop/console-parts';
import { Backups } from './backups.js';
import { Keys, type NewKey } from './keys.js';
import { Audit, Deliveries } from './records.js';
import { LearntOfProvider } from '../builds/estimate.js';
import { EmbeddingInUse, LocalModels } from './local-models.js';

type Readiness = Schema<'Readiness'>;
const millisecondsBetweenLooks = 10_000;

/** Readiness by dependency; a server that is not ready answers 503 and says the same. */
function useReadiness() {
  return useQuery({ queryKey: ['readiness'], queryFn: fetchReadiness, refetchInterval: millisecondsBetweenLooks });
}

async function fetchReadiness(): Promise<Readiness> {
  const call = await rest.GET('/health/ready');
  const notReady: unknown = call.error;
  return isReadiness(notReady) ? notReady : answerOf(Promise.resolve(call));
}

function isReadiness(body: unknown): body is Readiness {
  return typeof body === 'object' && body !== null && 'dependencies' in body;
}

/** What language models have cost so far, by model. */
function useLedger() {
  return useQuery({ queryKey: ['ledger'], queryFn: () => answerOf(rest.GET('/api/v1/ledger')) });
}

/** Whether each thing that the server needs answers, and if not, why. */
export function Health() {
  const { t } = useWords();
  const { data, error, refetch } = useReadiness();
  return (
    <section className="sheet stack" aria-labelledby="system-health">
      <h2 id="system-health">{t('system.health')}</h2>
      {!data && !error && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <ul className="stack stack--tight">
        {data?.dependencies.map((dependency) => (
          <DependencyLine key={dependency.name} dependency={dependency} />
        ))}
      </ul>
    </section>
  );
}

const dependencyNames: Readonly<Record<string, WordKey>> = {
  'graph-store': 'system.dependency.graph-store',
  'job-queue': 'system.dependency.job-queue',
  redis: 'system.dependency.redis',
  neo4j: 'system.dependency.neo4j',
};

function DependencyLine({ dependency }: { readonly dependency: Readiness['dependencies'][number] }) {
  const { t } = useWords();
  const { name, ready, reason, meanwhile } = dependency;
  return (
    <li className="row">
      <span className={ready ? 'tag tag--good' : 'tag tag--fault'}>
        {t(ready ? 'system.health.ready' : 'system.health.notReady')}
      </span>
      <span>{dependencyNames[name] ? t(dependencyNames[name]) : name}</span>
      {reason !== undefined && (
        <span className="quiet">
          <ReasonText reason={{ ...dependency, reason }} /> {meanwhile && <ReasonText reason={meanwhile} />}
        </span>
      )}
    </li>
  );
}

/** Which graphs are ready to answer, from memory or from Neo4j, and why so. */
export function Readers() {
  const { t, bytes } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['readers'],
    queryFn: () => answerOf(rest.GET('/api/v1/retrieval/status')),
  });
  return (
    <section className="sheet stack" aria-labelledby="system-readers">
      <h2 id="system-readers">{t('system.readers')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="quiet">{t('system.readers.none')}</p>}
      <ul className="stack stack--tight">
        {data?.items.map(({ graph, build, reader, bytes: size, ...reason }) => (
          <li key={graph}>
            <span className="tag">{t(`system.readers.${reader}`)}</span>{' '}
            {t('system.readers.build', { graph, build, size: bytes(size) })}
            <p className="quiet">
              <ReasonText reason={reason} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const microUsdPerUsd = 1_000_000;
const columns = ['calls', 'tokens', 'cost'] as const;

/** What language models have cost so far, all graphs and builds together. */
export function LedgerSums() {
  const { t, number, dollars } = useWords();
  const { data, error, refetch } = useLedger();
  return (
    <section className="sheet stack" aria-labelledby="system-ledger">
      <h2 id="system-ledger">{t('system.ledger')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <LearntOfProvider />
      {data?.items.length === 0 && <p className="quiet">{t('system.ledger.none')}</p>}
      {data && data.items.length > 0 && (
        <div className="scroll-x">
          <table>
            <HeadRow
              columns={[
                [t('system.ledger.model')],
                ...columns.map((column) => [t(`system.ledger.${column}`), 'number'] as const),
              ]}
            />
            <tbody>
              {data.items.map((sum) => (
                <tr key={sum.model}>
                  <th scope="row">{sum.model}</th>
                  <td className="number">
                    {number(sum.completed + sum.failed + sum.unknown)}
                    {sum.estimated > 0 && <small>{t('system.ledger.estimated', { count: sum.estimated })}</small>}
                  </td>
                  <td className="number">{number(sum.inputTokens + sum.outputTokens)}</td>
                  <td className="number">{dollars((sum.microUsd + sum.unknownMicroUsd) / microUsdPerUsd)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** The board of the queues is a page of its own, which the browser asks for without the key of this one. */
function BoardLink({ onFailure }: { readonly onFailure: (failure: Error | undefined) => void }) {
  const { t } = useWords();
  const open = (event: MouseEvent) => {
    event.preventDefault();
    onFailure(undefined);
    openBoard({ inNewTab: event.ctrlKey || event.metaKey || event.shiftKey }).catch(onFailure);
  };
  return (
    <a href="/admin/queues" className="button" onClick={open}>
      {t('system.queues')}
    </a>
  );
}

/** What the server stands on and works with. */
export function SystemPage() {
  const { t } = useWords();
  const [made, setMade] = useState<NewKey>();
  const [boardFailure, setBoardFailure] = useState<Error>();
  const isAdmin = useAccess().data?.role === 'admin';
  return (
    <>
      <PageTitle title={t('system.title')}>{isAdmin && <BoardLink onFailure={setBoardFailure} />}</PageTitle>
      {boardFailure && <ProblemNote error={boardFailure} />}
      <div className="stack">
        <Health />
        <EmbeddingInUse />
        <LocalModels mayChange={isAdmin} />
        <Readers />
        <LedgerSums />
        {isAdmin && (
          <>
            <Keys made={made} onMade={setMade} />
            <Deliveries />
            <Backups />
            <Audit />
          </>
        )}
      </div>
    </>
  );
}
