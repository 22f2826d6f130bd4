import { Link } from 'wouter';
import { useWords } from '../../../words/use-words.js';
import { piecesOf } from './cited-text.js';
import { readingPathOf } from '../../../articles/place-of.js';
import type { ArticleCitation, StatuteArticle } from './use-statute.js';

interface ArticleTextProps {
  readonly graph: string;
  readonly article: Pick<StatuteArticle, 'text' | 'language'>;
  readonly citations: readonly ArticleCitation[];
}

/** An article's text; each citation leads to what it cites, where the graph has it. */
export function ArticleText({ graph, article: { text, language }, citations }: ArticleTextProps) {
  return (
    <p className="law" lang={language}>
      {piecesOf(text, citations).map(({ start, text: words, citation }) =>
        citation ? <Cited key={start} graph={graph} citation={citation} /> : <span key={start}>{words}</span>,
      )}
    </p>
  );
}

function Cited({ graph, citation }: { readonly graph: string; readonly citation: ArticleCitation }) {
  const { t } = useWords();
  const found = citation.targets.find((target) => target.found !== undefined);
  if (found?.found === undefined) {
    return (
      <span className="citation citation--elsewhere" title={t('statutes.citation.elsewhere')}>
        {citation.text}
      </span>
    );
  }
  const [first, last] = [citation.targets.at(0)?.id, citation.targets.at(-1)?.id];
  const where = first === last ? found.id : t('statutes.citation.range', { first: first ?? '', last: last ?? '' });
  return (
    <Link
      className="citation"
      href={readingPathOf(graph, found.found)}
      title={`${found.statuteTitle ?? ''} ${where}`.trim()}
    >
      {citation.text}
    </Link>
  );
}
