import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../words/preferences.js';

/** The parts of the console, in the order of the menu; each is an address below the graph's. */
export const sections = ['ask', 'build', 'graph', 'statutes', 'system'] as const;
type Section = (typeof sections)[number];

/** `/statutes/J0070017`: an address below that of the graph; further parts are escaped. */
export function pathOf(section: Section, ...further: readonly (string | number)[]): string {
  return ['', section, ...further.map((part) => encodeURIComponent(part))].join('/');
}

/** The address of a section of another graph, or of any from a page that is of none. */
export function otherPathOf(graph: string, section: Section): string {
  return `~/graphs/${graph}${pathOf(section)}`;
}

export function Brand() {
  const { t } = useWords();
  return (
    <Link href="~/" className="brand">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      <span>
        <strong>{t('brand.name')}</strong>
        <small>{t('brand.tagline')}</small>
      </span>
    </Link>
  );
}

export function Navigation() {
  const { t } = useWords();
  const [path] = useLocation();
  return (
    <nav aria-label={t('navigation.label')} className="navigation">
      <ul>
        {sections.map((section) => {
          const href = pathOf(section);
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

interface PageTitleProps {
  readonly title: string;
  /** What may be done on this page, at the end of the line. */
  readonly children?: ReactNode;
}

/** The heading of a page; also the title of the tab. */
export function PageTitle({ title, children }: PageTitleProps) {
  const { t } = useWords();
  return (
    <div className="page-title">
      <title>{`${title} · ${t('brand.name')}`}</title>
      <h1>{title}</h1>
      {children && <div className="page-title__actions">{children}</div>}
    </div>
  );
}
