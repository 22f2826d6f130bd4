import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useLater } from '../../forms/inputs.js';
import { pathOf } from '../../layout/navigation.js';
import { answerOf } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';
import { useWords } from '../../words/preferences.js';
import { namesOf } from '../../articles/article-names.js';
import type { GraphNode } from './view.js';

const typingMilliseconds = 250;
const mostFound = 8;

/** Finds an article by name or words; choosing one shows it with its neighbours. */
export function SearchArticle({ graph }: { readonly graph: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim(), typingMilliseconds);
  const { data, error } = useFound(graph, text);
  const found = text === '' ? [] : (data?.items ?? []);
  return (
    <search className="sheet stack stack--tight">
      <label className="field">
        <span>{t('graph.search')}</span>
        <input
          type="search"
          value={typed}
          maxLength={200}
          placeholder={t('graph.search.placeholder')}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      {error && <ProblemNote error={error} />}
      {text !== '' && data && found.length === 0 && <output>{t('graph.search.none', { text })}</output>}
      {found.length > 0 && <Found graph={graph} found={found} onChoose={() => setTyped('')} />}
    </search>
  );
}

function useFound(graph: string, text: string) {
  return useQuery({
    queryKey: ['article-search', graph, text],
    enabled: text !== '',
    queryFn: ({ signal }) => {
      const params = { path: { graph }, query: { text, limit: mostFound } };
      return answerOf(rest.GET('/api/v1/graphs/{graph}/articles', { params, signal }));
    },
  });
}

interface FoundProps {
  readonly graph: string;
  readonly found: readonly GraphNode[];
  readonly onChoose: () => void;
}

function Found({ graph, found, onChoose }: FoundProps) {
  const names = namesOf(found, useWords());
  return (
    <ul className="row">
      {found.map(({ id }) => (
        <li key={id}>
          <Link
            className="button button--small"
            href={`${pathOf(graph, 'graph')}?from=${encodeURIComponent(id)}`}
            onClick={onChoose}
          >
            {names(id)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
