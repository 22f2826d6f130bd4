import './builds-page.css';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import {
  Button,
  Empty,
  Fetched,
  MoreButton,
  PageTitle,
  pathOf,
  ProblemNote,
  Sheet,
  Table,
  useChange,
  useGraphName,
  useMayChange,
  useWords,
  type Words,
} from '@lexhop/console-parts';
import { BuildStateTag } from './build-page.js';
import { Estimate } from './estimate.js';
import {
  type Build,
  type BuildEstimate,
  type BuildRequest,
  isMockEmbedded,
  secondsOf,
  startBuild,
  useBuilds,
  useEstimate,
} from './use-builds.js';

/** What a build would be, the button that begins it, and the builds there are. */
export function BuildsPage() {
  const { t } = useWords();
  const mayChange = useMayChange();
  const builds = useBuilds();
  const running = builds.data?.items.find(({ state }) => state === 'running');
  return (
    <>
      <PageTitle title={t('builds.title')} />
      <div className="stack">
        {running && (
          <p className="note">
            <Link href={pathOf('build', running.number)}>{t('builds.running', { number: running.number })}</Link>
          </p>
        )}
        {mayChange ? <StartBuild busy={running !== undefined} /> : <p className="note">{t('builds.readOnly')}</p>}
        <Fetched from={builds}>{({ items }) => items.length > 0 && <BuildList builds={items} />}</Fetched>
        <MoreButton of={builds}>{t('builds.more')}</MoreButton>
      </div>
    </>
  );
}

const rare = 'number builds__rare';

function BuildList({ builds }: { readonly builds: readonly Build[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <Sheet title={t('builds.list')}>
      <Table
        headed
        className="builds"
        columns={[
          ['build', t('builds.column.build')],
          ['state', t('builds.column.state')],
          ['took', t('builds.column.took'), rare],
          ['nodes', t('builds.column.nodes'), rare],
          ['edges', t('builds.column.edges'), rare],
          ['embedding', t('builds.column.embedding')],
        ]}
        rows={builds.map((build) => rowOf(build, words))}
      />
    </Sheet>
  );
}

function rowOf(build: Build, { t, number, duration, moment }: Words) {
  const { counts, space } = build;
  const seconds = secondsOf(build);
  return {
    key: build.number,
    build: (
      <>
        <Link href={pathOf('build', build.number)}>{t('builds.name', { number: String(build.number) })}</Link>
        <small className="builds__begun">{moment(build.createdAt)}</small>
      </>
    ),
    state: <BuildStateTag state={build.state} />,
    took: seconds !== undefined && duration(seconds),
    nodes: counts && number(counts.nodes.article + counts.nodes.paragraph),
    edges: counts && number(edgesIn(counts)),
    embedding: (
      <>
        {space?.model} {isMockEmbedded(build) && <span className="tag tag--warning">{t('builds.mock')}</span>}
      </>
    ),
  };
}

/** All but those of the hierarchy. */
function edgesIn({ edges }: NonNullable<Build['counts']>): number {
  return Object.values(edges).reduce((sum, count) => sum + count, -edges.hierarchy);
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

const usual: BuildRequest = { from: 'active', levels: ['article'] };

/** The estimate first, then the one button; `busy` while a build of this graph is being made. */
function StartBuild({ busy }: { readonly busy: boolean }) {
  const { t } = useWords();
  const graph = useGraphName();
  const [, navigate] = useLocation();
  const [request, setRequest] = useState(usual);
  const estimate = useEstimate(request);
  const { mutate, isPending, error } = useChange(() => startBuild(graph, request), {
    onDone: ({ number }) => navigate(pathOf('build', number)),
  });
  if (estimate.data?.statutes === 0) return <NoStatutes />;
  return (
    <Sheet title={t('builds.estimate.title')}>
      <Fetched from={estimate}>{(data) => <Estimate estimate={data} />}</Fetched>
      <BuildOptions request={request} estimate={estimate.data} onChange={setRequest} />
      {error && <ProblemNote error={error} />}
      <p className="row">
        <Button look="large" disabled={busy || isPending || !estimate.data} onClick={() => mutate()}>
          {t('builds.start')}
        </Button>
        {busy && <span className="quiet">{t('builds.start.busy')}</span>}
      </p>
    </Sheet>
  );
}

function NoStatutes() {
  const { t } = useWords();
  return (
    <Empty title={t('builds.none.title')}>
      <p>{t('builds.none.hint')}</p>
      <Link href={pathOf('statutes')} className="button button--primary">
        {t('builds.none.toStatutes')}
      </Link>
    </Empty>
  );
}
