import { Facts } from '../../../feedback/facts.js';
import type { BuildEstimate } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';
import { EstimatedEmbedding } from './estimated-embedding.js';

/** What a build would do and cost at most, with what, and why with that. */
export function Estimate({ estimate }: { readonly estimate: BuildEstimate }) {
  const { t, number, dollars } = useWords();
  const { calls, minutes, costUsd } = estimate;
  return (
    <>
      <Facts
        facts={[
          [t('builds.estimate.articles'), number(estimate.articles)],
          [t('builds.estimate.paragraphs'), estimate.paragraphs > 0 && number(estimate.paragraphs)],
          [t('builds.estimate.texts'), number(estimate.texts)],
          [t('builds.estimate.calls'), number(calls)],
          [t('builds.estimate.tokens'), number(estimate.inputTokens + estimate.outputTokens)],
          [t('builds.estimate.cost'), dollars(costUsd)],
          [t('builds.estimate.minutes'), calls === 0 ? t('builds.estimate.noWait') : number(minutes, 1)],
        ]}
      />
      <div className="columns">
        <Questions estimate={estimate} />
        <EstimatedEmbedding embedding={estimate.embedding} />
      </div>
      <Notes notes={estimate.notes} />
    </>
  );
}

/** The server's own sentences. */
function Notes({ notes }: Pick<BuildEstimate, 'notes'>) {
  const { t } = useWords();
  if (notes.length === 0) return undefined;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.notes')}</h3>
      <ul className="sentences quiet" lang="en">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function Questions({ estimate }: { readonly estimate: BuildEstimate }) {
  const { t } = useWords();
  const { fromQuestionBank, byLanguageModel, withoutQuestions, languageModel } = estimate;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.drafting')}</h3>
      <ul className="sentences">
        {fromQuestionBank > 0 && <li>{t('builds.estimate.fromBank', { count: fromQuestionBank })}</li>}
        {byLanguageModel > 0 && (
          <li>{t('builds.estimate.byModel', { count: byLanguageModel, model: languageModel ?? '' })}</li>
        )}
        {withoutQuestions > 0 && <li>{t('builds.estimate.without', { count: withoutQuestions })}</li>}
      </ul>
      {withoutQuestions > 0 && languageModel === undefined && <p className="quiet">{t('builds.estimate.noModel')}</p>}
    </section>
  );
}
