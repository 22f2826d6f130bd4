import './builds-page.css';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { Following } from '@lexhop/client';
import {
  ConfirmDialog,
  Loading,
  MockBanner,
  PageTitle,
  pathOf,
  ProblemNote,
  saidOf,
  ServerSentence,
  useGraphName,
  useMayChange,
  useWords,
} from '@lexhop/console-parts';
import { type Build, type BuildState, isMockEmbedded } from './use-builds.js';
import { type BuildAction, useBuildAction, useBuilds } from './use-builds.js';
import { BuildFailures } from './build-warnings.js';
import { BuildTimeline } from './build-timeline.js';
import { BuildProgress, useFollowedBuild } from './build-progress.js';
import { BuildReport } from './build-report.js';

type InList = Pick<Build, 'number' | 'state'>;

/** What the server would let be done with a build; `builds` are those of the graph, newest first. */
export function actionsOf({ state, number }: InList, builds: readonly InList[]): readonly BuildAction[] {
  switch (state) {
    case 'running':
      return ['cancel'];
    case 'failed':
    case 'cancelled':
      return ['retry', 'abandon'];
    case 'rolled-back':
      return ['abandon'];
    case 'superseded':
      // Only the build that answered before the active one can be gone back to.
      return builds.find((each) => each.state === 'superseded')?.number === number ? ['activate'] : [];
    case 'active':
    case 'abandoned':
      return [];
  }
}

/** Those that can't be taken back by pressing another button. */
type Asked = Extract<BuildAction, 'activate' | 'abandon'>;

/** What may be done with a build in the state it is in. */
export function BuildActions({ build }: { readonly build: Build }) {
  const { t } = useWords();
  const { graph, number } = build;
  const [asked, setAsked] = useState<Asked>();
  const builds = useBuilds(graph).data?.pages.flatMap(({ items }) => items) ?? [];
  const { mutate, isPending, error } = useBuildAction(graph, number);
  return (
    <>
      {actionsOf(build, builds).map((action) => (
        <button
          key={action}
          type="button"
          className={action === 'retry' ? 'button button--primary' : 'button'}
          disabled={isPending}
          onClick={() => (action === 'activate' || action === 'abandon' ? setAsked(action) : mutate(action))}
        >
          {t(`builds.action.${action}`)}
        </button>
      ))}
      {asked && <AskedAction build={build} action={asked} onClose={() => setAsked(undefined)} />}
      {error && <ProblemNote error={error} />}
    </>
  );
}

interface AskedActionProps {
  readonly build: Build;
  readonly action: Asked;
  readonly onClose: () => void;
}

function AskedAction({ build: { graph, number }, action, onClose }: AskedActionProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const { mutate, isPending, error } = useBuildAction(graph, number);
  const confirm = () =>
    mutate(action, {
      onSuccess: () => {
        onClose();
        if (action === 'abandon') navigate(pathOf(graph, 'build'));
      },
    });
  return (
    <ConfirmDialog
      title={t(`builds.action.${action}.title`, { number: String(number) })}
      action={t(`builds.action.${action}`)}
      busy={isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`builds.action.${action}.meaning`)}</p>
      {error && <ProblemNote error={error} />}
    </ConfirmDialog>
  );
}

const tagOf: Readonly<Record<BuildState, string>> = {
  running: 'tag tag--good',
  active: 'tag tag--good',
  superseded: 'tag',
  'rolled-back': 'tag',
  failed: 'tag tag--fault',
  cancelled: 'tag tag--warning',
  abandoned: 'tag',
};

export function BuildStateTag({ state }: { readonly state: BuildState }) {
  const { t } = useWords();
  return <span className={tagOf[state]}>{t(`builds.state.${state}`)}</span>;
}

/** One build: its progress while it is made, what became of it after. */
export function BuildPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const number = Number(useParams<{ readonly number: string }>().number);
  const { data: build, error, following, refetch } = useFollowedBuild(graph, number);
  return (
    <>
      <p>
        <Link href={pathOf(graph, 'build')}>{t('builds.back')}</Link>
      </p>
      {!build && <PageTitle title={t('builds.name', { number: String(number) })} />}
      {error !== undefined && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {build && <Known build={build} following={following} />}
      {!build && error === undefined && <Loading />}
    </>
  );
}

interface KnownProps {
  readonly build: Build;
  readonly following: Following;
}

function Known({ build, following }: KnownProps) {
  const running = build.state === 'running';
  return (
    <>
      <Heading build={build} />
      {isMockEmbedded(build) && <MockBanner />}
      <div className="stack">
        {running && <BuildProgress build={build} following={following} />}
        {running && <BuildTimeline build={build} />}
        {build.failure !== undefined && <Failure failure={build.failure} failureCode={build.failureCode} />}
        <BuildFailures failures={build.failures} />
        {build.state === 'active' && <WhatNext graph={build.graph} />}
        {!running && <BuildReport build={build} />}
      </div>
    </>
  );
}

function Heading({ build }: { readonly build: Build }) {
  const { t } = useWords();
  const mayChange = useMayChange();
  return (
    <PageTitle title={t('builds.name', { number: String(build.number) })}>
      <BuildStateTag state={build.state} />
      {mayChange && <BuildActions build={build} />}
    </PageTitle>
  );
}

function WhatNext({ graph }: { readonly graph: string }) {
  const { t } = useWords();
  return (
    <p className="row">
      <Link href={pathOf(graph, 'ask')} className="button button--primary">
        {t('builds.next.ask')}
      </Link>
      <Link href={pathOf(graph, 'graph')} className="button">
        {t('builds.next.graph')}
      </Link>
    </p>
  );
}

function Failure({ failure, failureCode }: { readonly failure: string; readonly failureCode: string | undefined }) {
  const { t } = useWords();
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">{t('builds.failed')}</p>
      <p>
        <ServerSentence about="problem" said={saidOf(failure, failureCode)} withDetail />
      </p>
      <p>{t('builds.failed.hint')}</p>
    </div>
  );
}
