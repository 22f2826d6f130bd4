import { useState } from 'react';
import { saidOf, ServerSentence, Sheet, useWords } from '@lexhop/console-parts';
import { type Build, type BuildStep, buildSteps } from './use-builds.js';

type Wait = NonNullable<Build['waiting']>;

/** Something that happened to a build, as its record tells it. */
type BuildEvent = { /** ISO, UTC. */ readonly at: string } & (
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'started' | 'resumed';
      readonly step: BuildStep;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'wait'; readonly wait: Wait }
  | { readonly kind: 'failure'; readonly failure: Build['failures'][number] }
  | { readonly kind: 'warning'; readonly warning: Build['warnings'][number] }
  | { readonly kind: 'end' }
);

/** What happened to a build, the latest first, with the waits that are over. */
export function timelineOf(build: Build, waits: readonly Wait[]): readonly BuildEvent[] {
  const { failures, warnings, createdAt, endedAt } = build;
  const events: BuildEvent[] = [
    { kind: 'begun', at: createdAt },
    ...buildSteps.flatMap((step) => eventsOf(build, step)),
    ...waits.map((wait): BuildEvent => ({ kind: 'wait', at: wait.since, wait })),
    ...failures.map((failure): BuildEvent => ({ kind: 'failure', at: failure.at, failure })),
  ];
  if (endedAt) events.push(...warnings.map((warning): BuildEvent => ({ kind: 'warning', at: endedAt, warning })));
  if (endedAt) events.push({ kind: 'end', at: endedAt });
  return events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)).toReversed();
}

function eventsOf({ progress }: Build, step: BuildStep): readonly BuildEvent[] {
  const { startedAt, resumedAt, doneBefore = 0, done = 0, total = 0 } = progress[step] ?? {};
  const event = (kind: 'started' | 'resumed', at: string | undefined, count = done): readonly BuildEvent[] =>
    at === undefined ? [] : [{ kind, at, step, done: count, total }];
  return [...event('started', startedAt), ...(doneBefore > 0 ? event('resumed', resumedAt, doneBefore) : [])];
}

/** The waits that were seen while the page was open and are over: a build's record holds the present one, which is told above. */
function useWaitsSeen({ waiting }: Build): readonly Wait[] {
  const [seen, setSeen] = useState<readonly Wait[]>([]);
  const last = seen.at(-1);
  if (waiting && (last?.since !== waiting.since || last.until !== waiting.until)) {
    setSeen([...seen.filter(({ since }) => since !== waiting.since), waiting]);
  }
  return seen.filter(({ since }) => since !== waiting?.since);
}

const mostShown = 100;

/** What happened to a build, for whoever wants to know why it took so long. */
export function BuildTimeline({ build }: { readonly build: Build }) {
  const { t, moment } = useWords();
  const events = timelineOf(build, useWaitsSeen(build)).slice(0, mostShown);
  return (
    <Sheet tight title={t('builds.timeline')}>
      <ol className="timeline">
        {events.map((event, place) => (
          <li key={`${event.kind} ${event.at} ${place}`} data-kind={event.kind}>
            <time dateTime={event.at}>{moment(event.at, 'medium')}</time>
            <span>
              <Told build={build} event={event} />
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function Told({ build, event }: { readonly build: Build; readonly event: BuildEvent }) {
  const { t, moment } = useWords();
  const nameOf = (step: BuildStep) => t(`builds.step.${step}`);
  switch (event.kind) {
    case 'begun':
      return t('builds.timeline.begun');
    case 'started':
    case 'resumed':
      return t(`builds.timeline.${event.kind}`, { step: nameOf(event.step), done: event.done, total: event.total });
    case 'wait':
      return (
        <>
          {t('builds.timeline.wait', { until: moment(event.wait.until) })}{' '}
          <ServerSentence about="problem" said={saidOf(event.wait.reason, event.wait.code)} withDetail />
        </>
      );
    case 'failure': {
      const { step, batch } = event.failure;
      return (
        <>
          {t('builds.timeline.failure', { step: nameOf(step), batch })}{' '}
          <ServerSentence about="problem" said={event.failure} withDetail />
        </>
      );
    }
    case 'warning':
      return (
        <>
          {t('builds.timeline.warning')} <ServerSentence about="build-warning" said={event.warning} />
        </>
      );
    case 'end':
      return t('builds.timeline.end', { state: t(`builds.state.${build.state}`) });
  }
}
