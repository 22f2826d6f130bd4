import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { type BuildReference, followBuild, type Following, ServerUnreachableError } from '@lexhop/client';
import { client, Facts, saidOf, ServerSentence, useGet, useWords } from '@lexhop/console-parts';
import { type Build, buildPath, type BuildStep, buildSteps, costOf } from './use-builds.js';

const second = 1_000;

/** The time in milliseconds, moving every second while `ticking`. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), second);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}

/** A build as it is now; while it runs, as its events tell it. */
export function useFollowedBuild({ graph, number }: BuildReference) {
  const queries = useQueryClient();
  const build = useGet(buildPath, { path: { graph, number } });
  const [following, setFollowing] = useState<Following>({ state: 'connecting' });
  const [fault, setFault] = useState<Error>();
  const running = build.data?.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const left = new AbortController();
    followBuild(
      client,
      { graph, number },
      {
        onBuild: (changed) => void queries.setQueryData([buildPath, { path: { graph, number } }], changed),
        onFollowing: setFollowing,
        signal: left.signal,
        patience: { wait: waitUntilWoken },
      },
    )
      // What a build changes when it ends is everything: the graphs, the estimate, what answers.
      .then(() => queries.invalidateQueries())
      .catch((thrown: Error) => (left.signal.aborted ? undefined : setFault(thrown)));
    return () => left.abort();
  }, [graph, number, running, queries]);
  // While the server is away, the banner says so and what was last known stays.
  const away = build.data !== undefined && build.error instanceof ServerUnreachableError;
  return { ...build, error: (away ? null : build.error) ?? fault ?? null, following };
}

/** Says whether the build is followed live, and else when the server is asked again. */
function FollowingNote({ following }: { readonly following: Following }) {
  const { t } = useWords();
  const waiting = following.state === 'waiting';
  const now = useNow(waiting);
  const seconds = waiting ? Math.max(0, Math.ceil((following.retryAt - now) / 1000)) : 0;
  return (
    <p className="following" data-state={following.state}>
      {waiting ? t('builds.following.waiting', { seconds }) : t(`builds.following.${following.state}`)}
    </p>
  );
}

interface BuildProgressProps {
  readonly build: Build;
  readonly following: Following;
}

/** How far a build is: its steps, and of the current one counts, rate and time left. */
export function BuildProgress({ build, following }: BuildProgressProps) {
  const { t, number, duration, dollars } = useWords();
  const now = useNow(true);
  const { current } = build;
  const endsAt = useSteadyEnd(build, now);
  const cost = costOf(build);
  return (
    <section className="sheet stack" aria-label={t('builds.progress')}>
      <FollowingNote following={following} />
      {build.waiting && <WaitNote waiting={build.waiting} now={now} />}
      <ol className="steps">
        {buildSteps.map((step) => (
          <Step key={step} build={build} step={step} />
        ))}
      </ol>
      <Facts
        facts={[
          [t('builds.progress.elapsed'), duration((now - Date.parse(build.createdAt)) / 1000)],
          [
            t('builds.progress.rate'),
            current?.rate !== undefined && t('builds.progress.perSecond', { rate: number(current.rate, 1) }),
          ],
          [t('builds.progress.left'), endsAt !== undefined && duration(roundedLeft((endsAt - now) / second))],
          [t('builds.progress.cost'), cost !== undefined && dollars(cost)],
        ]}
      />
    </section>
  );
}

/** A new estimate moves the one that is shown by this share of the difference, so that one slow batch does not upset it. */
const moved = 0.25;

/** When a step will end, as it is shown: what was shown before, moved towards what is estimated now. In milliseconds since 1970. */
export function steadyEnd(shown: number | undefined, estimated: number): number {
  return shown === undefined ? estimated : shown + moved * (estimated - shown);
}

/** Seconds left, rounded so that the number stays calm: to tens below ten minutes, to minutes above. */
export function roundedLeft(seconds: number): number {
  const grain = seconds < 30 ? 1 : seconds < 600 ? 10 : 60;
  return Math.max(0, Math.ceil(seconds / grain) * grain);
}

/** When the current step will end; undefined while nobody knows. */
function useSteadyEnd({ step, current }: Build, now: number): number | undefined {
  const left = current?.secondsLeft;
  const [shown, setShown] = useState<{ readonly step: BuildStep; readonly left: number; readonly endsAt: number }>();
  if (left === undefined) return undefined;
  if (shown?.step !== step || shown.left !== left) {
    const estimated = now + left * second;
    setShown({ step, left, endsAt: steadyEnd(shown?.step === step ? shown.endsAt : undefined, estimated) });
  }
  return shown?.step === step ? shown.endsAt : undefined;
}

interface WaitNoteProps {
  readonly waiting: NonNullable<Build['waiting']>;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** What a build waits for, and how long still. */
function WaitNote({ waiting: { reason, code, since, until }, now }: WaitNoteProps) {
  const { t, moment, duration } = useWords();
  const seconds = (Date.parse(until) - now) / 1000;
  return (
    <div className="note note--warning">
      <p className="note__title">
        <output>{t('builds.wait', { until: moment(until), since: moment(since) })}</output>
      </p>
      <p>
        <ServerSentence about="problem" said={saidOf(reason, code)} withDetail />
      </p>
      <p>{seconds > 0 ? t('builds.wait.left', { left: duration(seconds) }) : t('builds.wait.due')}</p>
    </div>
  );
}

interface StepProps {
  readonly build: Build;
  readonly step: BuildStep;
}

function Step({ build, step }: StepProps) {
  const { t, number } = useWords();
  const here = buildSteps.indexOf(build.step);
  const place = buildSteps.indexOf(step);
  const progress = build.progress[step];
  const state = place < here ? 'done' : place === here ? 'current' : 'ahead';
  return (
    <li className="step" data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
      <div className="step__line">
        <span className="step__name">{t(`builds.step.${step}`)}</span>
        {progress && progress.total > 0 && (
          <span className="step__count">
            {t('builds.step.count', { done: number(progress.done), total: number(progress.total) })}
          </span>
        )}
        <span className="unseen">{t(`builds.step.${state}`)}</span>
      </div>
      <p className="quiet">{t(`builds.step.${step}.meaning`)}</p>
      {state === 'current' && <StepBar build={build} />}
    </li>
  );
}

/** Of the current step; of a model's download while it waits for that. */
function StepBar({ build }: { readonly build: Build }) {
  const { t, bytes } = useWords();
  const { step, download, space, progress } = build;
  if (step === 'embed' && !space && download) {
    const { model, done, total } = download;
    return (
      <label className="progress">
        <span>{t('builds.download', { model, done: bytes(done), total: bytes(total) })}</span>
        <progress max={Math.max(1, total)} value={done} />
      </label>
    );
  }
  const { total = 0, done = 0 } = progress[step] ?? {};
  // Without a value the bar shows that there is work whose amount is not known yet.
  return (
    <progress aria-label={t(`builds.step.${step}`)} max={Math.max(1, total)} {...(total > 0 ? { value: done } : {})} />
  );
}

/** What a page hears when there is a reason to look at the server at once. */
const wakings = [
  [document, 'visibilitychange'],
  [globalThis, 'online'],
  [globalThis, 'pageshow'],
] as const;

/** Resolves after so long, or at once when the page is looked at again, the network is back, or `signal` calls it off. */
function waitUntilWoken(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const end = () => {
      clearTimeout(timer);
      waiting.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { signal: waiting.signal });
    for (const [target, name] of wakings) target.addEventListener(name, end, { signal: waiting.signal });
  });
}
