import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { textIn, useLater, useWords } from '@lexhop/console-parts';
import { useStatutes } from '../statutes/statute-list.js';
import { addressOf, type Asked, modes, mostResults, refinements, usualMode, usualModes, usualTopK } from './asked.js';

interface AskFormProps {
  readonly graph: string;
  readonly asked: Asked;
  /** Where what is asked is answered. */
  readonly page: 'ask' | 'compare';
}

/** What is asked, and how; asking changes the address of the page. */
export function AskForm({ graph, asked, page }: AskFormProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [statutes, setStatutes] = useState(asked.statutes);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    navigate(addressOf(graph, { ...askedIn(event.currentTarget), statutes }, page));
  };
  return (
    <form className="stack stack--tight ask-form" onSubmit={submit}>
      <QueryField query={asked.query} />
      {page === 'compare' && <ComparedModes asked={asked} />}
      <details className="ask-form__options" open={asked.statutes.length > 0}>
        <summary>{t('ask.options')}</summary>
        <div className="ask-form__bounds">
          {page === 'ask' && <ModeChoice asked={asked} />}
          <label className="field">
            <span>{t('ask.topK')}</span>
            <input name="topK" type="number" min={1} max={mostResults} required defaultValue={asked.topK} />
          </label>
          <RefineChoice asked={asked} />
          <StatuteFilter graph={graph} chosen={statutes} onChoose={setStatutes} />
        </div>
      </details>
    </form>
  );
}

function QueryField({ query }: { readonly query: string }) {
  const { t } = useWords();
  return (
    <div className="ask-form__query">
      <textarea
        name="query"
        required
        rows={2}
        maxLength={10_000}
        aria-label={t('ask.query')}
        defaultValue={query}
        placeholder={t('ask.placeholder')}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <button type="submit" className="button button--primary button--large">
        {t('ask.submit')}
      </button>
    </div>
  );
}

function ModeChoice({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t('ask.modes')}</span>
      <select name="mode" defaultValue={asked.mode}>
        {modes.map((mode) => (
          <option key={mode} value={mode}>
            {t(`ask.mode.${mode}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function RefineChoice({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t('ask.refine')}</span>
      <select name="refine" defaultValue={asked.refine}>
        {refinements.map((refine) => (
          <option key={refine} value={refine}>
            {t(`ask.refine.${refine}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function ComparedModes({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  return (
    <fieldset className="ask-form__modes">
      <legend className="quiet">{t('ask.modes')}</legend>
      <div className="row">
        {modes.map((mode) => (
          <label key={mode} title={t(`ask.mode.${mode}.meaning`)} className="row ask-form__mode">
            <input type="checkbox" name="modes" value={mode} defaultChecked={asked.modes.includes(mode)} />
            {t(`ask.mode.${mode}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function askedIn(form: HTMLFormElement): Omit<Asked, 'statutes'> {
  const ticked = new Set(new FormData(form).getAll('modes'));
  const chosen = modes.filter((mode) => ticked.has(mode));
  return {
    query: textIn(form, 'query'),
    mode: modes.find((mode) => mode === textIn(form, 'mode')) ?? usualMode,
    modes: chosen.length > 0 ? chosen : usualModes,
    topK: Number(textIn(form, 'topK')) || usualTopK,
    refine: refinements.find((refine) => refine === textIn(form, 'refine')) ?? 'auto',
  };
}

const typingMilliseconds = 200;
const mostOffered = 8;

interface StatuteFilterProps {
  readonly graph: string;
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChoose: (statutes: readonly string[]) => void;
}

/** Statutes to answer from: typed in part, chosen from what matches, shown with a way to leave each out again. */
function StatuteFilter({ graph, chosen, onChoose }: StatuteFilterProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim(), typingMilliseconds);
  const { data } = useStatutes(graph, text);
  const found = text === '' ? [] : (data?.pages.flatMap(({ items }) => items) ?? []);
  const offered = found.filter(({ id }) => !chosen.includes(id)).slice(0, mostOffered);
  const choose = (id: string) => {
    onChoose([...chosen, id]);
    setTyped('');
  };
  return (
    <div className="stack stack--tight statute-filter">
      <label className="field">
        <span>{t('ask.statutes')}</span>
        <input
          type="search"
          value={typed}
          title={t('ask.statutes.hint')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {offered.length > 0 && (
        <ul className="row">
          {offered.map(({ id, title }) => (
            <li key={id}>
              <button type="button" className="button button--small" onClick={() => choose(id)}>
                {title} <span className="quiet">{id}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length > 0 && <Chosen chosen={chosen} onChoose={onChoose} />}
    </div>
  );
}

function Chosen({ chosen, onChoose }: Omit<StatuteFilterProps, 'graph'>) {
  const { t } = useWords();
  return (
    <ul className="row">
      {chosen.map((id) => (
        <li key={id} className="tag tag--good">
          {id}{' '}
          <button
            type="button"
            className="statute-filter__remove"
            aria-label={t('ask.statutes.remove', { statute: id })}
            onClick={() => onChoose(chosen.filter((other) => other !== id))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
