import { PageTitle } from '../../layout/page-title.js';
import { useWords } from '../../words/use-words.js';

export function GraphPage() {
  const { t } = useWords();
  return <PageTitle title={t('graph.title')} />;
}
