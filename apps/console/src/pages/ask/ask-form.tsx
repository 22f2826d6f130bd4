import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../../forms/text-in.js';
import { useWords } from '../../words/use-words.js';
import { addressOf, type Asked, modes, mostResults, usualModes, usualTopK } from './asked.js';
import { StatuteFilter } from './statute-filter.js';

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
