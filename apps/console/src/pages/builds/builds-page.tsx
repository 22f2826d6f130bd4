import { PageTitle } from '../../layout/page-title.js';
import { useWords } from '../../words/use-words.js';

export function BuildsPage() {
  const { t } = useWords();
  return <PageTitle title={t('builds.title')} />;
}
