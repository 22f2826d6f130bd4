import { Link } from 'wouter';
import { pathOf } from '../layout/sections.js';
import { useGraphName } from '../server/graph-name.js';
import { useWords } from '../words/use-words.js';

/** Stands above whatever comes of a build whose vectors are the mock's. */
export function MockBanner() {
  const { t } = useWords();
  const graph = useGraphName();
  return (
    <p className="banner banner--mock" role="note">
      <strong>{t('mock.banner')}</strong>
      <Link href={pathOf(graph, 'system')}>{t('mock.why')}</Link>
    </p>
  );
}
