import { Link } from 'wouter';
import { Empty } from '../../feedback/empty.js';
import { pathOf } from '../../layout/sections.js';
import { useGraphs } from '../../server/use-graphs.js';
import { useWords } from '../../words/use-words.js';
import { addressOf, type Asked } from './asked.js';

const examples = ['ask.example.1', 'ask.example.2', 'ask.example.3'] as const;

/** Before the first question: what to expect, and questions to begin with; or that the graph must be built first. */
export function NothingAsked({ graph, asked }: { readonly graph: string; readonly asked: Asked }) {
  const { t } = useWords();
  const graphs = useGraphs().data?.items;
  const isBuilt = graphs?.some(({ name, active }) => name === graph && active !== undefined) ?? true;
  if (!isBuilt) {
    return (
      <Empty title={t('ask.waiting')}>
        <p>{t('problem.hint.no-active-build')}</p>
        <Link href={pathOf(graph, 'build')} className="button button--primary">
          {t('navigation.build')}
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title={t('ask.waiting')}>
      <p>{t('ask.waiting.hint')}</p>
      <p className="quiet">{t('ask.examples')}</p>
      <ul className="sentences">
        {examples.map((example) => (
          <li key={example}>
            <Link href={addressOf(graph, { ...asked, query: t(example) })} lang="zh-Hant">
              {t(example)}
            </Link>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
