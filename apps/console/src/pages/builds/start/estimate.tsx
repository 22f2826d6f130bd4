import { Facts } from '../../../feedback/facts.js';
import type { BuildEstimate } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';
import { EstimateNotes } from './estimate-notes.js';
import { EstimatedEmbedding } from './estimated-embedding.js';

/** What a build would do and cost at most, with what, and why with that. */
export function Estimate({ estimate }: { readonly estimate: BuildEstimate }) {
  const { t, number, dollars } = useWords();
  const { calls, minutes, costUsd, notes } = estimate;
  const priceKnown = !notes.some(({ code }) => code === 'price-unknown');
  return (
    <>
      <Facts
        facts={[
          [t('builds.estimate.articles'), number(estimate.articles)],
          [t('builds.estimate.paragraphs'), estimate.paragraphs > 0 && number(estimate.paragraphs)],
          [t('builds.estimate.texts'), number(estimate.texts)],
          [t('builds.estimate.calls'), number(calls)],
          [t('builds.estimate.tokens'), number(estimate.inputTokens + estimate.outputTokens)],
          [t('builds.estimate.cost'), priceKnown ? dollars(costUsd) : t('builds.estimate.costUnknown')],
          [t('builds.estimate.minutes'), calls === 0 ? t('builds.estimate.noWait') : number(minutes, 1)],
        ]}
      />
      <div className="columns">
        <Questions estimate={estimate} />
        <EstimatedEmbedding embedding={estimate.embedding} />
      </div>
      <EstimateNotes notes={notes} />
    </>
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
