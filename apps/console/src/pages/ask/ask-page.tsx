import { PageTitle } from '../../layout/page-title.js';
import { useWords } from '../../words/use-words.js';

export function AskPage() {
  const { t } = useWords();
  return <PageTitle title={t('ask.title')} />;
}
