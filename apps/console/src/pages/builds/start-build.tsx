import type { BuildEstimate } from './use-builds.js';
import { useWords } from '../../words/preferences.js';
import { type BuildRequest, useEstimate, useStartBuild } from './use-builds.js';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Empty, Loading } from '../../feedback/states.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { pathOf } from '../../layout/navigation.js';
import { Estimate } from './estimate.js';

interface BuildOptionsProps {
  readonly request: BuildRequest;
  /** Says how the server is set where the request does not. */
  readonly estimate: BuildEstimate | undefined;
  readonly onChange: (request: BuildRequest) => void;
}

/** What may be otherwise in a build; each says what it is for. */
export function BuildOptions({ request, estimate, onChange }: BuildOptionsProps) {
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
export function StartBuild({ graph, busy }: StartBuildProps) {
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
