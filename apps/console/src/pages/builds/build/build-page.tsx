import '../builds-page.css';
import { Link, useParams } from 'wouter';
import { Loading } from '../../../feedback/loading.js';
import { MockBanner } from '../../../feedback/mock-banner.js';
import { ProblemNote } from '../../../feedback/problem-note.js';
import { PageTitle } from '../../../layout/page-title.js';
import { pathOf } from '../../../layout/sections.js';
import { type Build, isMockEmbedded } from '../../../server/build.js';
import { useGraphName } from '../../../server/graph-name.js';
import type { Following } from '@lexhop/client';
import { useMayChange } from '../../../server/use-access.js';
import { useWords } from '../../../words/use-words.js';
import { BuildStateTag } from '../build-state.js';
import { BuildActions } from './build-actions.js';
import { BuildFailures } from './build-failures.js';
import { BuildProgress } from './build-progress.js';
import { BuildReport } from './build-report.js';
import { useFollowedBuild } from './use-followed-build.js';

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
        {build.failure && <Failure sentence={build.failure} />}
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

function Failure({ sentence }: { readonly sentence: string }) {
  const { t } = useWords();
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">{t('builds.failed')}</p>
      <p lang="en">{sentence}</p>
      <p>{t('builds.failed.hint')}</p>
    </div>
  );
}
