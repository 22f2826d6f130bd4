import './system-page.css';
import { type MouseEvent, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import {
  Fetched,
  openBoard,
  PageTitle,
  ProblemNote,
  ReasonLine,
  ReasonText,
  rest,
  Sheet,
  Table,
  useAccess,
  useGet,
  useWords,
  type WordKey,
} from '@lexhop/console-parts';
import { LearntOfProvider } from '../builds/estimate.js';
import { Backups } from './backups.js';
import { Keys, type NewKey } from './keys.js';
import { EmbeddingInUse, LocalModels } from './local-models.js';
import { Audit, Deliveries } from './records.js';

type Readiness = Schema<'Readiness'>;
const millisecondsBetweenLooks = 10_000;

/** Readiness by dependency; a server that is not ready answers 503 and says the same. */
async function fetchReadiness(): Promise<Readiness> {
  const call = await rest.GET('/health/ready');
  const notReady: unknown = call.error;
  return isReadiness(notReady) ? notReady : answerOf(Promise.resolve(call));
}

function isReadiness(body: unknown): body is Readiness {
  return typeof body === 'object' && body !== null && 'dependencies' in body;
}

/** Whether each thing that the server needs answers, and if not, why. */
function Health() {
  const { t } = useWords();
  const readiness = useQuery({
    queryKey: ['readiness'],
    queryFn: fetchReadiness,
    refetchInterval: millisecondsBetweenLooks,
  });
  return (
    <Sheet title={t('system.health')}>
      <Fetched from={readiness}>
        {({ dependencies }) => (
          <ul className="stack stack--tight">
            {dependencies.map((dependency) => (
              <DependencyLine key={dependency.name} dependency={dependency} />
            ))}
          </ul>
        )}
      </Fetched>
    </Sheet>
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
function Readers() {
  const { t, bytes } = useWords();
  const readers = useGet('/api/v1/retrieval/status', {});
  return (
    <Sheet title={t('system.readers')}>
      <Fetched from={readers}>
        {({ items }) => (
          <ul className="stack stack--tight">
            {items.length === 0 && <li className="quiet">{t('system.readers.none')}</li>}
            {items.map(({ graph, build, reader, bytes: size, ...reason }) => (
              <li key={`${graph} ${build}`}>
                <span className="tag">{t(`system.readers.${reader}`)}</span>{' '}
                {t('system.readers.build', { graph, build, size: bytes(size) })}
                <ReasonLine of={reason} />
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </Sheet>
  );
}

const microUsdPerUsd = 1_000_000;

/** What language models have cost so far, all graphs and builds together. */
function LedgerSums() {
  const { t, number, dollars } = useWords();
  const ledger = useGet('/api/v1/ledger', {});
  const rowOf = (sum: Schema<'Ledger'>['items'][number]) => ({
    key: sum.model,
    model: sum.model,
    calls: (
      <>
        {number(sum.completed + sum.failed + sum.unknown)}
        {sum.estimated > 0 && <small>{t('system.ledger.estimated', { count: sum.estimated })}</small>}
      </>
    ),
    tokens: number(sum.inputTokens + sum.outputTokens),
    cost: dollars((sum.microUsd + sum.unknownMicroUsd) / microUsdPerUsd),
  });
  return (
    <Sheet title={t('system.ledger')}>
      <LearntOfProvider />
      <Fetched from={ledger}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('system.ledger.none')}</p>
          ) : (
            <Table
              headed
              columns={[
                ['model', t('system.ledger.model')],
                ['calls', t('system.ledger.calls'), 'number'],
                ['tokens', t('system.ledger.tokens'), 'number'],
                ['cost', t('system.ledger.cost'), 'number'],
              ]}
              rows={items.map((sum) => rowOf(sum))}
            />
          )
        }
      </Fetched>
    </Sheet>
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
