import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { textIn } from '../forms/inputs.js';
import { graphNamePattern, useGraphName, useGraphs } from '../server/use-server.js';
import { useWords } from '../words/preferences.js';
import { type Section, sections } from './navigation.js';

const another = '';

/** Which graph the pages are about. The name of a new one is enough: it begins with its first statute. */
export function GraphPicker() {
  const { t } = useWords();
  const graph = useGraphName();
  const open = useOpenGraph();
  const [naming, setNaming] = useState(false);
  const graphs = useGraphs().data?.items ?? [];
  const active = new Map(graphs.map(({ name, active: build }) => [name, build]));
  const names = [...new Set([...active.keys(), graph])].toSorted();
  const choose = (name: string) => (name === another ? setNaming(true) : open(name));
  return (
    <div className="graph-picker">
      <label className="field">
        <span>{t('graphPicker.label')}</span>
        <select value={graph} onChange={(event) => choose(event.target.value)}>
          {names.map((name) => (
            <option key={name} value={name}>
              {active.get(name) === undefined ? t('graphPicker.withoutBuild', { name }) : name}
            </option>
          ))}
          <option value={another}>{t('graphPicker.another')}</option>
        </select>
      </label>
      {naming && (
        <NameForm
          onName={(name) => {
            setNaming(false);
            open(name);
          }}
        />
      )}
    </div>
  );
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const { t } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onName(textIn(event.currentTarget, 'name'));
  };
  return (
    <form onSubmit={submit} className="graph-picker__form">
      <label className="field">
        <span>{t('graphPicker.name')}</span>
        <input name="name" required pattern={graphNamePattern} title={t('graphPicker.rule')} autoComplete="off" />
      </label>
      <button type="submit" className="button button--small">
        {t('graphPicker.open')}
      </button>
    </form>
  );
}

/** The same section of another graph; of what is further down, the other graph has its own. */
function useOpenGraph(): (name: string) => void {
  const [path, navigate] = useLocation();
  return (name) => {
    const section: Section = sections.find((each) => path.split('/')[3] === each) ?? 'statutes';
    navigate(`/graphs/${name}/${section}`);
  };
}
