import { keepPreviousData } from '@tanstack/react-query';
import type { Schema } from '@lexhop/client';
import { useState } from 'react';
import { Link } from 'wouter';
import { ProblemNote } from '../feedback/problem-note.js';
import { Button } from '../forms/button.js';
import { useGet } from '../server/use-rest.js';
import { useGraphName } from '../server/use-server.js';
import { useWords } from '../words/preferences.js';
import { namesOf } from './article-names.js';

type Group = Schema<'Impact'>['groups'][number];

const [nearest, farthest] = [1, 3];

interface ImpactProps {
  /** Id of the article. */
  readonly id: string;
  /** The address at which another article is read in this place. */
  readonly toArticle: (id: string) => string;
}

/** What hangs on an article, by depth and kind: first what hangs on it itself, one edge farther at a click. */
export function Impact({ id, toArticle }: ImpactProps) {
  const { t } = useWords();
  const [depth, setDepth] = useState(nearest);
  const params = { path: { graph: useGraphName(), id }, query: { depth } };
  const { data, error, refetch } = useGet('/api/v1/graphs/{graph}/articles/{id}/impact', params, {
    placeholderData: keepPreviousData,
  });
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.groups.length === 0) return undefined;
  return (
    <section className="stack stack--tight" aria-label={t('impact.title')}>
      <h3>{t('impact.title')}</h3>
      {data.groups.map((group) => (
        <Dependents key={`${group.depth} ${group.kind}`} group={group} toArticle={toArticle} />
      ))}
      {data.cut > 0 && <p className="quiet">{t('impact.cut', { count: data.cut })}</p>}
      {depth < farthest && (
        <p>
          <Button look="small" onClick={() => setDepth(depth + 1)}>
            {t('impact.farther')}
          </Button>
        </p>
      )}
    </section>
  );
}

/** What hangs on an article in one way, so many edges away. */
function Dependents({ group, toArticle }: { readonly group: Group } & Pick<ImpactProps, 'toArticle'>) {
  const words = useWords();
  const { t } = words;
  const { kind, depth, count, dependents } = group;
  const articles = dependents.map(({ article }) => article);
  const names = namesOf(articles, words);
  return (
    <div className="ruled impact stack stack--tight" style={{ borderColor: `var(--${kind})` }}>
      <h4>
        {t(`impact.${kind}`, { count })}
        {depth > 1 && <span className="quiet"> {t('impact.depth', { depth })}</span>}
      </h4>
      <ul className="row">
        {dependents.map(({ article, words: said }) => (
          <li key={article.id}>
            <Link href={toArticle(article.id)} title={said}>
              {names(article.id)}
            </Link>
          </li>
        ))}
        {count > dependents.length && (
          <li className="quiet">{t('impact.more', { count: count - dependents.length })}</li>
        )}
      </ul>
    </div>
  );
}
