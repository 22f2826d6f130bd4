import './builds-page.css';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { Following } from '@lexhop/client';
import {
  Button,
  ConfirmDialog,
  Fetched,
  MockBanner,
  PageTitle,
  pathOf,
  ProblemNote,
  saidOf,
  ServerSentence,
  useChange,
  useGraphName,
  useMayChange,
  useWords,
} from '@lexhop/console-parts';
import { BuildProgress, useFollowedBuild } from './build-progress.js';
import { BuildReport } from './build-report.js';
import { BuildTimeline } from './build-timeline.js';
import { BuildFailures } from './build-warnings.js';
import { type Build, type BuildAction, type BuildState, changeBuild, isMockEmbedded, useBuilds } from './use-builds.js';

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
function BuildActions({ build }: { readonly build: Build }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Asked>();
  const builds = useBuilds().data?.items ?? [];
  const { mutate, isPending, error } = useChange((action: BuildAction) => changeBuild(build, action));
  const confirm = async (action: Asked) => {
    await changeBuild(build, action);
    if (action === 'abandon') navigate(pathOf('build'));
  };
  return (
    <>
      {actionsOf(build, builds).map((action) => (
        <Button
          key={action}
          look={action === 'retry' ? 'primary' : 'usual'}
          disabled={isPending}
          onClick={() => (action === 'activate' || action === 'abandon' ? setAsked(action) : mutate(action))}
        >
          {t(`builds.action.${action}`)}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          title={t(`builds.action.${asked}.title`, { number: String(build.number) })}
          action={t(`builds.action.${asked}`)}
          onConfirm={() => confirm(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t(`builds.action.${asked}.meaning`)}</p>
        </ConfirmDialog>
      )}
      {error && <ProblemNote error={error} />}
    </>
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
  const { following, ...build } = useFollowedBuild({ graph, number });
  return (
    <>
      <p>
        <Link href={pathOf('build')}>{t('builds.back')}</Link>
      </p>
      {!build.data && <PageTitle title={t('builds.name', { number: String(number) })} />}
      <Fetched from={build}>{(data) => <Known build={data} following={following} />}</Fetched>
    </>
  );
}

function Known({ build, following }: { readonly build: Build; readonly following: Following }) {
  const { t } = useWords();
  const mayChange = useMayChange();
  const running = build.state === 'running';
  return (
    <>
      <PageTitle title={t('builds.name', { number: String(build.number) })}>
        <BuildStateTag state={build.state} />
        {mayChange && <BuildActions build={build} />}
      </PageTitle>
      {isMockEmbedded(build) && <MockBanner />}
      <div className="stack">
        {running && <BuildProgress build={build} following={following} />}
        {running && <BuildTimeline build={build} />}
        {build.failure !== undefined && <Failure failure={build.failure} failureCode={build.failureCode} />}
        <BuildFailures failures={build.failures} />
        {build.state === 'active' && <WhatNext />}
        {!running && <BuildReport build={build} />}
      </div>
    </>
  );
}

function WhatNext() {
  const { t } = useWords();
  return (
    <p className="row">
      <Link href={pathOf('ask')} className="button button--primary">
        {t('builds.next.ask')}
      </Link>
      <Link href={pathOf('graph')} className="button">
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
