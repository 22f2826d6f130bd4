import type { Schema } from '@lexhop/client';
import { Fetched, MoreButton, ReasonLine, Sheet, Table, useGet, usePages, useWords } from '@lexhop/console-parts';

type Entry = Schema<'AuditEntry'>;
type Delivery = Schema<'Delivery'>;

const entriesAtATime = 20;

/** Who changed what and when, or tried to. */
export function Audit() {
  const { t } = useWords();
  const entries = usePages('/api/v1/audit', { query: { limit: entriesAtATime } });
  return (
    <Sheet title={t('audit.title')}>
      <Fetched from={entries}>
        {({ items }) => (items.length === 0 ? <p className="quiet">{t('audit.none')}</p> : <Entries entries={items} />)}
      </Fetched>
      <MoreButton of={entries}>{t('audit.more')}</MoreButton>
    </Sheet>
  );
}

const columns = ['at', 'by', 'action', 'status'] as const;

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const { t, moment } = useWords();
  return (
    <Table
      className="audit"
      columns={columns.map((column) => [column, t(`audit.${column}`)] as const)}
      rows={entries.map(({ id, at, by, action, status }) => ({
        key: id,
        at: moment(at),
        by: by ?? <span className="quiet">{t('audit.nobody')}</span>,
        action: <code>{action}</code>,
        status: <span className={status < 400 ? 'tag tag--good' : 'tag tag--fault'}>{status}</span>,
      }))}
    />
  );
}

const millisecondsBetweenLooks = 10_000;

/** What was told of ends of builds, and how it goes. */
export function Deliveries() {
  const { t } = useWords();
  const deliveries = useGet('/api/v1/webhooks/deliveries', {}, { refetchInterval: millisecondsBetweenLooks });
  return (
    <Sheet title={t('webhooks.title')}>
      <Fetched from={deliveries}>
        {({ set, items, counts }) => (
          <>
            {!set && <p className="quiet">{t('webhooks.unset')}</p>}
            {(set || items.length > 0) && (
              <p>
                {t('webhooks.counts', { due: counts.due, delivered: counts.delivered, givenUp: counts['given-up'] })}
              </p>
            )}
            <ul className="stack stack--tight">
              {items.map((delivery) => (
                <DeliveryLine key={delivery.id} delivery={delivery} />
              ))}
            </ul>
          </>
        )}
      </Fetched>
    </Sheet>
  );
}

const tags = { due: 'tag tag--warning', delivered: 'tag tag--good', 'given-up': 'tag tag--fault' } as const;

function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const { t, moment } = useWords();
  const { graph, build, outcome, endedAt, state, tries, dueAt } = delivery;
  return (
    <li>
      <span className={tags[state]}>{t(`webhooks.state.${state}`)}</span>{' '}
      {t(`webhooks.outcome.${outcome}`, { graph, build })}{' '}
      <span className="quiet">
        {moment(endedAt)} · {t('webhooks.tries', { tries })}
        {dueAt !== null && tries > 0 && ` · ${t('webhooks.dueAt', { at: moment(dueAt) })}`}
      </span>
      {state !== 'delivered' && <ReasonLine of={delivery} />}
    </li>
  );
}
