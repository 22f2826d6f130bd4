import './builds-page.css';
import { Link } from 'wouter';
import { ProblemNote } from '../../feedback/problem-note.js';
import { HeadRow, Loading } from '../../feedback/states.js';
import { PageTitle, pathOf } from '../../layout/navigation.js';
import { useGraphName, useMayChange } from '../../server/use-server.js';
import { useWords } from '../../words/preferences.js';
import { BuildStateTag } from './build-page.js';
import { StartBuild } from './start-build.js';
import { type Build, isMockEmbedded, useBuilds } from './use-builds.js';

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

interface BuildListProps {
  readonly graph: string;
  readonly builds: readonly Build[];
}

function BuildList({ graph, builds }: BuildListProps) {
  const { t } = useWords();
  return (
    <section className="sheet stack" aria-labelledby="builds-list">
      <h2 id="builds-list">{t('builds.list')}</h2>
      <div className="scroll-x">
        <table className="builds">
          <HeadRow
            columns={[
              [t('builds.column.build')],
              [t('builds.column.state')],
              [t('builds.column.took'), 'number builds__rare'],
              [t('builds.column.nodes'), 'number builds__rare'],
              [t('builds.column.edges'), 'number builds__rare'],
              [t('builds.column.embedding')],
            ]}
          />
          <tbody>
            {builds.map((build) => (
              <BuildRow key={build.number} graph={graph} build={build} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function BuildRow({ graph, build }: { readonly graph: string; readonly build: Build }) {
  const { t, number, duration, moment } = useWords();
  const { counts, space, createdAt, endedAt } = build;
  const seconds = endedAt === undefined ? undefined : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;
  return (
    <tr>
      <th scope="row">
        <Link href={pathOf(graph, 'build', build.number)}>{t('builds.name', { number: String(build.number) })}</Link>
        <small className="builds__begun">{moment(createdAt)}</small>
      </th>
      <td>
        <BuildStateTag state={build.state} />
      </td>
      <td className="number builds__rare">{seconds !== undefined && duration(seconds)}</td>
      <td className="number builds__rare">{counts && number(counts.nodes.article + counts.nodes.paragraph)}</td>
      <td className="number builds__rare">
        {counts && number(Object.values(counts.edges).reduce((sum, count) => sum + count, -counts.edges.hierarchy))}
      </td>
      <td>
        {space?.model} {isMockEmbedded(build) && <span className="tag tag--warning">{t('builds.mock')}</span>}
      </td>
    </tr>
  );
}
