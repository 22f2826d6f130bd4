import './ask-page.css';
import { useMemo } from 'react';
import { useSearch } from 'wouter';
import { MockBanner } from '../../feedback/mock-banner.js';
import { PageTitle } from '../../layout/page-title.js';
import { useGraphName } from '../../server/graph-name.js';
import { useWords } from '../../words/use-words.js';
import { AskForm } from './ask-form.js';
import { askedFrom } from './asked.js';
import { CopyButton } from './copy-button.js';
import { ModeAnswer } from './mode-answer.js';
import { NothingAsked } from './nothing-asked.js';
import { useAnswers } from './use-answers.js';

/** A question, and what each way of answering makes of it, side by side. */
export function AskPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const answers = useAnswers(graph, asked);
  const isMock = answers.some(({ data }) => data?.semantic === false);
  return (
    <>
      <PageTitle title={t('ask.title')}>
        {asked.query !== '' && <CopyButton label={t('ask.share')} text={() => globalThis.location.href} />}
      </PageTitle>
      <div className="stack">
        {isMock && <MockBanner />}
        <AskForm key={search} graph={graph} asked={asked} />
        {asked.query === '' ? (
          <NothingAsked graph={graph} asked={asked} />
        ) : (
          <div className="answers">
            {asked.modes.map((mode, place) => (
              <ModeAnswer key={mode} graph={graph} mode={mode} asked={asked} answer={answers[place]} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}
