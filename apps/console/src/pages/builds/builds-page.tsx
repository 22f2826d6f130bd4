import './builds-page.css';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import {
  Empty,
  HeadRow,
  Loading,
  PageTitle,
  pathOf,
  ProblemNote,
  useGraphName,
  useMayChange,
  useWords,
} from '@lexhop/console-parts';
import { BuildStateTag } from './build-page.js';
import { Estimate } from './estimate.js';
import {
  type Build,
  type BuildEstimate,
  type BuildRequest,
  isMockEmbedded,
  useBuilds,
  useEstimate,
  useStartBuild,
} from './use-builds.js';

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

interface BuildOptionsProps {
  readonly request: BuildRequest;
  /** Says how the server is set where the request does not. */
  readonly estimate: BuildEstimate | undefined;
  readonly onChange: (request: BuildRequest) => void;
}

/** What may be otherwise in a build; each says what it is for. */
function BuildOptions({ request, estimate, onChange }: BuildOptionsProps) {
  const { t } = useWords();
  return (
    <details className="options">
      <summary>{t('builds.options')}</summary>
      <div className="stack">
        <Option
          label={t('builds.options.paragraphs')}
          hint={t('builds.options.paragraphs.hint')}
          checked={request.levels.includes('paragraph')}
          onChange={(on) => onChange({ ...request, levels: on ? ['article', 'paragraph'] : ['article'] })}
        />
        <Option
          label={t('builds.options.scratch')}
          hint={t('builds.options.scratch.hint')}
          checked={request.from === 'scratch'}
          onChange={(on) => onChange({ ...request, from: on ? 'scratch' : 'active' })}
        />
        <Option
          label={t('builds.options.withoutFailed')}
          hint={t('builds.options.withoutFailed.hint')}
          checked={request.activateWithoutFailed ?? estimate?.activateWithoutFailed ?? false}
          onChange={(on) => onChange({ ...request, activateWithoutFailed: on })}
        />
      </div>
    </details>
  );
}

interface OptionProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Option({ label, hint, checked, onChange }: OptionProps) {
  return (
    <label className="option">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  );
}

interface StartBuildProps {
  readonly graph: string;
  /** A build of this graph is being made. */
  readonly busy: boolean;
}

const usual: BuildRequest = { from: 'active', levels: ['article'] };

/** The estimate first, then the one button. */
function StartBuild({ graph, busy }: StartBuildProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [request, setRequest] = useState(usual);
  const estimate = useEstimate(graph, request);
  const start = useStartBuild(graph, (build) => navigate(pathOf(graph, 'build', build.number)));
  if (estimate.data?.statutes === 0) return <NoStatutes graph={graph} />;
  return (
    <section className="sheet stack" aria-labelledby="start-build">
      <h2 id="start-build">{t('builds.estimate.title')}</h2>
      {estimate.isPending && <Loading />}
      {estimate.error && <ProblemNote error={estimate.error} onRetry={() => void estimate.refetch()} />}
      {estimate.data && <Estimate estimate={estimate.data} />}
      <BuildOptions request={request} estimate={estimate.data} onChange={setRequest} />
      {start.error && <ProblemNote error={start.error} />}
      <p className="row">
        <button
          type="button"
          className="button button--primary button--large"
          disabled={busy || start.isPending || !estimate.data}
          onClick={() => start.mutate(request)}
        >
          {t('builds.start')}
        </button>
        {busy && <span className="quiet">{t('builds.start.busy')}</span>}
      </p>
    </section>
  );
}

function NoStatutes({ graph }: { readonly graph: string }) {
  const { t } = useWords();
  return (
    <Empty title={t('builds.none.title')}>
      <p>{t('builds.none.hint')}</p>
      <Link href={pathOf(graph, 'statutes')} className="button button--primary">
        {t('builds.none.toStatutes')}
      </Link>
    </Empty>
  );
}
