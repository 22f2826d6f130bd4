import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.js';

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
