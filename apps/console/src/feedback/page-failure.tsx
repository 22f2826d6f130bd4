import { Component, type ReactNode } from 'react';
import { useWords } from '../words/use-words.js';

interface PageFailureProps {
  readonly children: ReactNode;
}

interface PageFailureState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** Catches what a page throws while it is drawn, a part of the page that could not be fetched among it, and offers to reload. */
export class PageFailure extends Component<PageFailureProps, PageFailureState> {
  override state: PageFailureState = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): PageFailureState {
    return { error, failed: true };
  }

  override render() {
    return this.state.failed ? <Failed error={this.state.error} /> : this.props.children;
  }
}

function Failed({ error }: { readonly error: unknown }) {
  const { t } = useWords();
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">{t('problem.title')}</p>
      <p>{t('problem.unexpected')}</p>
      <p className="note__detail" lang="en">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <button type="button" className="button" onClick={() => globalThis.location.reload()}>
        {t('problem.reload')}
      </button>
    </div>
  );
}
