import { Link, useLocation } from 'wouter';
import { useGraphName } from '../server/graph-name.js';
import { useWords } from '../words/use-words.js';
import { pathOf, sections } from './sections.js';

export function Navigation() {
  const { t } = useWords();
  const graph = useGraphName();
  const [path] = useLocation();
  return (
    <nav aria-label={t('navigation.label')} className="navigation">
      <ul>
        {sections.map((section) => {
          const href = pathOf(graph, section);
          const current = path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined;
          return (
            <li key={section}>
              <Link href={href} aria-current={current}>
                {t(`navigation.${section}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
