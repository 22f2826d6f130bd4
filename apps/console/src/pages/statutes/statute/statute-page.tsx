import './statute-page.css';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { Loading } from '../../../feedback/loading.js';
import { ProblemNote } from '../../../feedback/problem-note.js';
import { PageTitle } from '../../../layout/page-title.js';
import { pathOf } from '../../../layout/sections.js';
import { useGraphName } from '../../../server/graph-name.js';
import { useMayChange } from '../../../server/use-access.js';
import { useWords } from '../../../words/use-words.js';
import { DeleteStatute } from '../delete-statute.js';
import { StatuteArticles } from './statute-articles.js';
import { StatuteContents } from './statute-contents.js';
import { type Statute, useCitations, useStatute } from './use-statute.js';

/** One statute as it was uploaded: its articles, with their citations as links. */
export function StatutePage() {
  const { t } = useWords();
  const graph = useGraphName();
  const id = decodeURIComponent(useParams<{ readonly statute: string }>().statute);
  const statute = useStatute(graph, id);
  const citations = useCitations(graph, id);
  return (
    <>
      <p>
        <Link href={pathOf(graph, 'statutes')}>{t('statutes.back')}</Link>
      </p>
      {statute.isPending && <Loading />}
      {statute.error && <ProblemNote error={statute.error} onRetry={() => void statute.refetch()} />}
      {statute.data && <Heading graph={graph} statute={statute.data} />}
      {citations.error && <ProblemNote error={citations.error} onRetry={() => void citations.refetch()} />}
      {statute.data && (
        <div className="statute">
          <StatuteArticles graph={graph} articles={statute.data.articles} citations={citations.data ?? new Map()} />
          <StatuteContents articles={statute.data.articles} />
        </div>
      )}
    </>
  );
}

function Heading({ graph, statute }: { readonly graph: string; readonly statute: Statute }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const mayChange = useMayChange();
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <PageTitle title={statute.title}>
        {mayChange && (
          <button type="button" className="button button--danger" onClick={() => setLeaving(true)}>
            {t('statutes.delete.short')}
          </button>
        )}
      </PageTitle>
      <Facts statute={statute} />
      {leaving && (
        <DeleteStatute
          graph={graph}
          statute={statute}
          onDeleted={() => navigate(pathOf(graph, 'statutes'))}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function Facts({ statute }: { readonly statute: Statute }) {
  const { t, number } = useWords();
  const facts = [
    [t('statutes.fact.id'), statute.id],
    [t('statutes.column.level'), t(`statutes.level.${statute.level}`)],
    [t('statutes.column.articles'), number(statute.articles.length)],
    [t('statutes.column.modified'), statute.modifiedOn],
    [t('statutes.fact.category'), statute.category],
    [t('statutes.column.file'), statute.sourceFile],
  ] as const;
  return (
    <dl className="statute__facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {statute.url && (
        <div>
          <dt>{t('statutes.fact.source')}</dt>
          <dd>
            <Source url={statute.url} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** A link only where it leads to a page of the web; a file may say anything. */
function Source({ url }: { readonly url: string }) {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return url;
  return (
    <a href={url} rel="noreferrer external">
      {new URL(url).hostname}
    </a>
  );
}
