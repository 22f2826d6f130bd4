import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button, Field, Form, SelectField, useLater, useWords } from '@lexhop/console-parts';
import { useStatutes } from '../statutes/statute-list.js';
import { addressOf, type Asked, askedFrom, modes, mostResults, refinements } from './asked.js';

interface AskFormProps {
  readonly asked: Asked;
  /** Where what is asked is answered. */
  readonly page: 'ask' | 'compare';
}

/** What is asked, and how; asking changes the address of the page. Its fields are named as the address names them. */
export function AskForm({ asked, page }: AskFormProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const [statutes, setStatutes] = useState(asked.statutes);
  const submit = (form: HTMLFormElement) => navigate(addressOf({ ...askedFrom(parametersIn(form)), statutes }, page));
  return (
    <Form className="stack stack--tight ask-form" onSubmit={submit}>
      <QueryField query={asked.query} />
      {page === 'compare' && <ComparedModes asked={asked} />}
      <details open={asked.statutes.length > 0}>
        <summary className="quiet">{t('ask.options')}</summary>
        <div className="ask-form__bounds">
          {page === 'ask' && (
            <SelectField
              name="mode"
              label={t('ask.modes')}
              defaultValue={asked.mode}
              options={modes.map((mode) => ({ value: mode, text: t(`ask.mode.${mode}`) }))}
            />
          )}
          <Field label={t('ask.topK')}>
            <input name="k" type="number" min={1} max={mostResults} required defaultValue={asked.topK} />
          </Field>
          <SelectField
            name="refine"
            label={t('ask.refine')}
            defaultValue={asked.refine}
            options={refinements.map((refine) => ({ value: refine, text: t(`ask.refine.${refine}`) }))}
          />
          <StatuteFilter chosen={statutes} onChoose={setStatutes} />
        </div>
      </details>
    </Form>
  );
}

/** The texts of a form's fields. */
function parametersIn(form: HTMLFormElement): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') parameters.append(name, value);
  return parameters;
}

function QueryField({ query }: { readonly query: string }) {
  const { t } = useWords();
  return (
    <div className="ask-form__query">
      <textarea
        name="q"
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
      <Button type="submit" look="large">
        {t('ask.submit')}
      </Button>
    </div>
  );
}

function ComparedModes({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  return (
    <fieldset>
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

const mostOffered = 8;

interface StatuteFilterProps {
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChoose: (statutes: readonly string[]) => void;
}

/** Statutes to answer from: typed in part, chosen from what matches, shown with a way to leave each out again. */
function StatuteFilter({ chosen, onChoose }: StatuteFilterProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim());
  const { data } = useStatutes(text, text !== '');
  const found = text === '' ? [] : (data?.items ?? []);
  const offered = found.filter(({ id }) => !chosen.includes(id)).slice(0, mostOffered);
  const choose = (id: string) => {
    onChoose([...chosen, id]);
    setTyped('');
  };
  return (
    <div className="stack stack--tight statute-filter">
      <Field label={t('ask.statutes')}>
        <input
          type="search"
          value={typed}
          title={t('ask.statutes.hint')}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      {offered.length > 0 && (
        <ul className="row">
          {offered.map(({ id, title }) => (
            <li key={id}>
              <Button look="small" onClick={() => choose(id)}>
                {title} <span className="quiet">{id}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length > 0 && <Chosen chosen={chosen} onChoose={onChoose} />}
    </div>
  );
}

function Chosen({ chosen, onChoose }: StatuteFilterProps) {
  const { t } = useWords();
  return (
    <ul className="row">
      {chosen.map((id) => (
        <li key={id} className="tag tag--good">
          {id}{' '}
          <button
            type="button"
            className="plain statute-filter__remove"
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
