import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { namesOf, readingPathOf } from '../articles/article-names.js';
import { ProblemNote } from '../feedback/problem-note.js';
import { Button } from '../forms/button.js';
import { Field, useLater } from '../forms/inputs.js';
import { useGet } from '../server/use-rest.js';
import { useGraphName, useIsBuilt } from '../server/use-server.js';
import { useWords } from '../words/preferences.js';
import { pathOf } from './navigation.js';

/** A statute or an article that what is typed names or occurs in. */
interface SearchHit {
  readonly id: string;
  readonly name: string;
  readonly kind: 'statute' | 'article';
}

const [mostStatutes, mostArticles] = [4, 8];

const itemsOf = <Item,>({ items }: { readonly items: readonly Item[] }) => items;

function useHits(text: string) {
  const words = useWords();
  const graph = useGraphName();
  const isBuilt = useIsBuilt() === true;
  const paramsOf = (limit: number) => ({ path: { graph }, query: { text, limit } });
  const statutes = useGet('/api/v1/graphs/{graph}/statutes', paramsOf(mostStatutes), {
    enabled: text !== '',
    select: itemsOf,
  });
  const articles = useGet('/api/v1/graphs/{graph}/articles', paramsOf(mostArticles), {
    enabled: text !== '' && isBuilt,
    select: itemsOf,
  });
  const [foundStatutes, foundArticles] = [statutes.data ?? [], articles.data ?? []];
  const names = namesOf(foundArticles, words);
  const hits: readonly SearchHit[] = [
    ...foundStatutes.map(({ id, title }) => ({ id, name: title, kind: 'statute' as const })),
    ...foundArticles.map(({ id }) => ({ id, name: names(id), kind: 'article' as const })),
  ];
  const error = statutes.error ?? articles.error;
  return { hits, error, isDone: !error && !statutes.isFetching && !articles.isFetching };
}

interface SearchBoxProps {
  readonly label: string;
  /** The address to which what was found leads. */
  readonly toHit: (hit: SearchHit) => string;
  readonly onChosen?: () => void;
}

/** Finds statutes and articles as one types; arrows choose among them, Enter goes there. */
export function SearchBox({ label, toHit, onChosen = () => {} }: SearchBoxProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const list = useId();
  const [{ typed, place }, setTyped] = useState({ typed: '', place: 0 });
  const text = useLater(typed.trim());
  const { hits, error, isDone } = useHits(text);
  const here = Math.min(place, hits.length - 1);
  const go = (hit: SearchHit) => {
    setTyped({ typed: '', place: 0 });
    onChosen();
    navigate(toHit(hit));
  };
  const press = (event: KeyboardEvent) => {
    const pressed = event.nativeEvent.isComposing ? undefined : moveOf(event.key, here, hits);
    if (pressed === undefined) return;
    event.preventDefault();
    if (typeof pressed === 'number') setTyped({ typed, place: pressed });
    else go(pressed);
  };
  return (
    <search className="stack stack--tight">
      <Field label={label}>
        <input
          type="search"
          value={typed}
          maxLength={200}
          placeholder={t('search.placeholder')}
          aria-describedby={list}
          onChange={({ target }) => setTyped({ typed: target.value, place: 0 })}
          onKeyDown={press}
        />
      </Field>
      {error && <ProblemNote error={error} />}
      {text !== '' && isDone && hits.length === 0 && <output>{t('search.none', { text })}</output>}
      <Hits id={list} hits={hits} here={here} onChoose={go} />
    </search>
  );
}

/** What a key does in the search: goes to the hit, or moves to the place of another. */
function moveOf(key: string, here: number, hits: readonly SearchHit[]): SearchHit | number | undefined {
  if (hits.length === 0) return undefined;
  if (key === 'ArrowDown') return (here + 1) % hits.length;
  if (key === 'ArrowUp') return (here - 1 + hits.length) % hits.length;
  return key === 'Enter' ? hits[here] : undefined;
}

interface HitsProps {
  readonly id: string;
  readonly hits: readonly SearchHit[];
  /** Place of the one to which Enter leads. */
  readonly here: number;
  readonly onChoose: (hit: SearchHit) => void;
}

function Hits({ id, hits, here, onChoose }: HitsProps) {
  const { t } = useWords();
  const chosen = hits[here];
  return (
    <>
      <output id={id} className="unseen">
        {chosen && t('search.here', { name: chosen.name, place: here + 1, count: hits.length })}
      </output>
      <ul className="hits" aria-label={t('search.found')}>
        {hits.map((hit, place) => (
          <li key={`${hit.kind} ${hit.id}`}>
            <button type="button" className="plain" aria-current={place === here} onClick={() => onChoose(hit)}>
              {hit.name} <span className="quiet">{t(`search.${hit.kind}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Opened by its button or by Ctrl-K (⌘-K) from anywhere: finds what is to be read. */
export function SearchDialog() {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const listening = new AbortController();
    const open = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      dialog.current?.showModal();
    };
    globalThis.addEventListener('keydown', open, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  return (
    <>
      <Button look="search" onClick={() => dialog.current?.showModal()}>
        <span className="search-button__name">{t('search.open')}</span> <kbd>{t('search.keys')}</kbd>
      </Button>
      <dialog ref={dialog} className="dialog dialog--search" aria-label={t('search.open')}>
        <SearchBox
          label={t('search.label')}
          toHit={({ id, kind }) => (kind === 'statute' ? pathOf('statutes', id) : readingPathOf(id))}
          onChosen={() => dialog.current?.close()}
        />
        <form method="dialog">
          <Button type="submit" look="small">
            {t('reader.close')}
          </Button>
        </form>
      </dialog>
    </>
  );
}
