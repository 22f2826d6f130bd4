import './builds-page.css';
import { Link } from 'wouter';
import { Loading } from '../../feedback/states.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { PageTitle, pathOf } from '../../layout/navigation.js';
import { useGraphName, useMayChange } from '../../server/use-server.js';
import { useWords } from '../../words/preferences.js';
import { BuildList } from './build-list.js';
import { StartBuild } from './start-build.js';
import { useBuilds } from './use-builds.js';

/** What a build would be, the button that begins it, and the builds there are. */
export function BuildsPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const mayChange = useMayChange();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useBuilds(graph);
  const builds = data?.pages.flatMap(({ items }) => items) ?? [];
  const running = builds.find(({ state }) => state === 'running');
  return (
    <>
      <PageTitle title={t('builds.title')} />
      <div className="stack">
        {running && (
          <p className="note">
            <Link href={pathOf(graph, 'build', running.number)}>{t('builds.running', { number: running.number })}</Link>
          </p>
        )}
        {mayChange ? (
          <StartBuild graph={graph} busy={running !== undefined} />
        ) : (
          <p className="note">{t('builds.readOnly')}</p>
        )}
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading />}
        {builds.length > 0 && <BuildList graph={graph} builds={builds} />}
        {hasNextPage && (
          <button type="button" className="button" onClick={() => void fetchNextPage()}>
            {t('builds.more')}
          </button>
        )}
      </div>
    </>
  );
}
