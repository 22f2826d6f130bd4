import './ask-page.css';
import { type FormEvent, useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { textIn } from '../../forms/inputs.js';
import { useWords } from '../../words/use-words.js';
import { addressOf, type Asked, askedFrom, modes, mostResults, usualModes, usualTopK } from './asked.js';
import { StatuteFilter } from './statute-filter.js';
import { Empty } from '../../feedback/states.js';
import { PageTitle, pathOf } from '../../layout/navigation.js';
import { useGraphName, useGraphs } from '../../server/use-server.js';
import { MockBanner } from '../../feedback/banners.js';
import { CopyButton } from './copy-button.js';
import { useAnswers } from './answers.js';
import { ModeAnswer } from './mode-answer.js';

/** What is asked, and how; asking changes the address of the page. */
export function AskForm({ graph, asked }: { readonly graph: string; readonly asked: Asked }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [statutes, setStatutes] = useState(asked.statutes);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    navigate(addressOf(graph, { ...askedIn(event.currentTarget), statutes }));
  };
  return (
    <form className="sheet stack ask-form" onSubmit={submit}>
      <label className="field">
        <span>{t('ask.query')}</span>
        <textarea
          name="query"
          required
          rows={2}
          maxLength={10_000}
          defaultValue={asked.query}
          placeholder={t('ask.placeholder')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <Ways asked={asked} />
      <div className="ask-form__bounds">
        <label className="field">
          <span>{t('ask.topK')}</span>
          <input name="topK" type="number" min={1} max={mostResults} required defaultValue={asked.topK} />
        </label>
        <StatuteFilter graph={graph} chosen={statutes} onChoose={setStatutes} />
        <button type="submit" className="button button--primary button--large">
          {t('ask.submit')}
        </button>
      </div>
    </form>
  );
}

function Ways({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  return (
    <fieldset className="ask-form__modes">
      <legend className="quiet">{t('ask.modes')}</legend>
      <div className="row">
        {modes.map((mode) => (
          <label key={mode} title={t(`ask.mode.${mode}.meaning`)} className="row ask-form__mode">
            <input type="checkbox" name="mode" value={mode} defaultChecked={asked.modes.includes(mode)} />
            {t(`ask.mode.${mode}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function askedIn(form: HTMLFormElement): Omit<Asked, 'statutes'> {
  const ticked = new Set(new FormData(form).getAll('mode'));
  const chosen = modes.filter((mode) => ticked.has(mode));
  return {
    query: textIn(form, 'query'),
    modes: chosen.length > 0 ? chosen : usualModes,
    topK: Number(textIn(form, 'topK')) || usualTopK,
  };
}

const examples = ['ask.example.1', 'ask.example.2', 'ask.example.3'] as const;

/** Before the first question: what to expect, and questions to begin with; or that the graph must be built first. */
export function NothingAsked({ graph, asked }: { readonly graph: string; readonly asked: Asked }) {
  const { t } = useWords();
  const graphs = useGraphs().data?.items;
  const isBuilt = graphs?.some(({ name, active }) => name === graph && active !== undefined) ?? true;
  if (!isBuilt) {
    return (
      <Empty title={t('ask.waiting')}>
        <p>{t('problem.hint.no-active-build')}</p>
        <Link href={pathOf(graph, 'build')} className="button button--primary">
          {t('navigation.build')}
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title={t('ask.waiting')}>
      <p>{t('ask.waiting.hint')}</p>
      <p className="quiet">{t('ask.examples')}</p>
      <ul className="sentences">
        {examples.map((example) => (
          <li key={example}>
            <Link href={addressOf(graph, { ...asked, query: t(example) })} lang="zh-Hant">
              {t(example)}
            </Link>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

/** A question, and what each way of answering makes of it, side by side. */
export function AskPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const answers = useAnswers(graph, asked);
  const isMock = answers.some(({ data }) => data?.semantic === false);
  return (
    <>
      <PageTitle title={t('ask.title')}>
        {asked.query !== '' && <CopyButton label={t('ask.share')} text={() => globalThis.location.href} />}
      </PageTitle>
      <div className="stack">
        {isMock && <MockBanner />}
        <AskForm key={search} graph={graph} asked={asked} />
        {asked.query === '' ? (
          <NothingAsked graph={graph} asked={asked} />
        ) : (
          <div className="answers">
            {asked.modes.map((mode, place) => (
              <ModeAnswer key={mode} graph={graph} mode={mode} asked={asked} answer={answers[place]} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}
