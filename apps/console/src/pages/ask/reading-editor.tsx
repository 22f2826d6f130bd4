import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, Field, Form, type NodeNames, textIn, useWords } from '@lexhop/console-parts';
import { addressOf, type Asked, type Reading } from './asked.js';

interface ReadingProps {
  readonly asked: Asked;
  /** What the answer was searched by. */
  readonly reading: Reading;
  readonly names: NodeNames;
}

/** What was understood of the query, and a way to put it right and search by that. */
export function ReadingShown(props: ReadingProps) {
  const { t } = useWords();
  const { asked, reading, names } = props;
  const [editing, setEditing] = useState(false);
  const said = [
    ...reading.references.map(({ id }) => t('reading.reference', { name: names(id) })),
    ...reading.issues,
    ...(reading.translation === undefined ? [] : [t('reading.translated', { text: reading.translation })]),
  ];
  return (
    <section className="reading stack stack--tight" aria-label={t('reading.label')}>
      <p className="row">
        <span className="quiet">{t('reading.label')}</span>
        {said.map((each) => (
          <span key={each} className="tag">
            {each}
          </span>
        ))}
        {said.length === 0 && (
          <span className="quiet">{t(reading.by === undefined ? 'reading.asWritten' : 'reading.nothing')}</span>
        )}
        <Button look="small" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t('reading.edit')}
        </Button>
      </p>
      {reading.passage !== undefined && <p className="quiet ruled">{reading.passage}</p>}
      {editing && <ReadingForm {...props} onEnd={() => setEditing(false)} />}
      {asked.reading && !editing && (
        <p className="quiet">
          {t('reading.edited')} <Link href={addressOf({ ...asked, reading: undefined })}>{t('reading.undo')}</Link>
        </p>
      )}
    </section>
  );
}

const mostIssues = 6;

/** The reading that a form makes of another; what it leaves empty is left out. */
export function readingIn(form: HTMLFormElement, before: Reading): Reading {
  const kept = new Set(new FormData(form).getAll('reference'));
  const issues = textIn(form, 'issues')
    .split('\n')
    .map((issue) => issue.trim());
  const [passage, translation] = [textIn(form, 'passage'), textIn(form, 'translation')];
  return {
    references: before.references.filter(({ id }) => kept.has(id)),
    issues: issues.filter((issue) => issue !== '').slice(0, mostIssues),
    language: before.language,
    passage: passage === '' ? undefined : passage,
    translation: translation === '' ? undefined : translation,
  };
}

function ReadingForm({ asked, reading, names, onEnd }: ReadingProps & { readonly onEnd: () => void }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const submit = (form: HTMLFormElement) => {
    onEnd();
    navigate(addressOf({ ...asked, reading: readingIn(form, reading) }));
  };
  return (
    <Form className="sheet stack" onSubmit={submit}>
      <p className="quiet">
        {reading.by === undefined ? t('reading.withoutModel') : t('reading.by', { model: reading.by })}
      </p>
      {reading.references.map(({ id }) => (
        <label key={id} className="row">
          <input type="checkbox" name="reference" value={id} defaultChecked />
          {t('reading.reference', { name: names(id) })}
        </label>
      ))}
      <Area name="issues" rows={3} longest={400} text={reading.issues.join('\n')} />
      <Area name="passage" rows={3} longest={800} text={reading.passage} />
      <Area name="translation" rows={2} longest={2000} text={reading.translation} />
      <p className="row">
        <Button type="submit" look="primary">
          {t('reading.submit')}
        </Button>
        <Button onClick={onEnd}>{t('confirm.keep')}</Button>
      </p>
    </Form>
  );
}

interface AreaProps {
  readonly name: 'issues' | 'passage' | 'translation';
  readonly rows: number;
  /** In characters. */
  readonly longest: number;
  readonly text: string | undefined;
}

function Area({ name, rows, longest, text }: AreaProps) {
  const { t } = useWords();
  return (
    <Field label={t(`reading.${name}`)}>
      <textarea name={name} rows={rows} maxLength={longest} defaultValue={text} />
    </Field>
  );
}
