import { Empty } from '../../feedback/empty.js';
import { PageTitle } from '../../layout/page-title.js';
import { useWords } from '../../words/use-words.js';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <>
      <PageTitle title={t('notFound.title')} />
      <Empty title={t('notFound.title')}>
        <p>{t('notFound.hint')}</p>
      </Empty>
    </>
  );
}
