import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { HeadRow, Loading, ProblemNote, ReasonText, rest, tablePart, useWords } from '@lexhop/console-parts';

type Entry = Schema<'AuditEntry'>;
type Delivery = Schema<'Delivery'>;

const entriesAtATime = 20;

function useAudit() {
  return useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before }) => {
      const query = { limit: entriesAtATime, ...(before === undefined ? {} : { before }) };
      return answerOf(rest.GET('/api/v1/audit', { params: { query } }));
    },
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
  });
}

/** Who changed what and when, or tried to. */
export function Audit() {
  const { t } = useWords();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit();
  const entries = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="sheet stack" aria-labelledby="system-audit">
      <h2 id="system-audit">{t('audit.title')}</h2>
      {isPending && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {entries?.length === 0 && <p className="quiet">{t('audit.none')}</p>}
      {entries && entries.length > 0 && <Entries entries={entries} />}
      {hasNextPage && (
        <p>
          <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('audit.more')}
          </button>
        </p>
      )}
    </section>
  );
}

const columns = ['at', 'by', 'action', 'status'] as const;

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const { t, moment } = useWords();
  return (
    <div className="scroll-x">
      <table className="audit" {...tablePart.table}>
        <HeadRow columns={columns.map((column) => [t(`audit.${column}`)] as const)} />
        <tbody {...tablePart.rows}>
          {entries.map(({ id, at, by, action, status }) => (
            <tr key={id} {...tablePart.row}>
              <td {...tablePart.cell}>{moment(at)}</td>
              <td {...tablePart.cell}>{by ?? <span className="quiet">{t('audit.nobody')}</span>}</td>
              <td {...tablePart.cell}>
                <code>{action}</code>
              </td>
              <td {...tablePart.cell}>
                <span className={status < 400 ? 'tag tag--good' : 'tag tag--fault'}>{status}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const millisecondsBetweenLooks = 10_000;

/** What was told of ends of builds, and how it goes. */
export function Deliveries() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['deliveries'],
    queryFn: () => answerOf(rest.GET('/api/v1/webhooks/deliveries')),
    refetchInterval: millisecondsBetweenLooks,
  });
  return (
    <section className="sheet stack" aria-labelledby="system-deliveries">
      <h2 id="system-deliveries">{t('webhooks.title')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && !data.set && <p className="quiet">{t('webhooks.unset')}</p>}
      {data && (data.set || data.items.length > 0) && (
        <p>
          {t('webhooks.counts', {
            due: data.counts.due,
            delivered: data.counts.delivered,
            givenUp: data.counts['given-up'],
          })}
        </p>
      )}
      <ul className="stack stack--tight">
        {data?.items.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </section>
  );
}

const tags = { due: 'tag tag--warning', delivered: 'tag tag--good', 'given-up': 'tag tag--fault' } as const;

function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const { t, moment } = useWords();
  const { graph, build, outcome, endedAt, state, tries, dueAt, reason } = delivery;
  return (
    <li>
      <span className={tags[state]}>{t(`webhooks.state.${state}`)}</span>{' '}
      {t(`webhooks.outcome.${outcome}`, { graph, build })}{' '}
      <span className="quiet">
        {moment(endedAt)} · {t('webhooks.tries', { tries })}
        {dueAt !== null && tries > 0 && ` · ${t('webhooks.dueAt', { at: moment(dueAt) })}`}
      </span>
      {reason !== undefined && state !== 'delivered' && (
        <p className="quiet">
          <ReasonText reason={{ ...delivery, reason }} />
        </p>
      )}
    </li>
  );
}
