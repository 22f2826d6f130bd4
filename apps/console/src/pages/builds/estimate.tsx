import { Facts, ReasonLine, ReasonText, ServerSentence, useGet, useWords } from '@lexhop/console-parts';
import type { BuildEstimate } from './use-builds.js';

/** What to know about an estimate. */
function EstimateNotes({ notes }: Pick<BuildEstimate, 'notes'>) {
  const { t } = useWords();
  if (notes.length === 0) return undefined;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.notes')}</h3>
      <ul className="sentences">
        {notes.map((note) => (
          <li key={note.sentence}>
            <ServerSentence about="estimate" said={note} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Embedding = BuildEstimate['embedding'];

/** Which embedding a build would use, and why the ones before it would be passed over. */
function EstimatedEmbedding({ embedding }: { readonly embedding: Embedding }) {
  const { t } = useWords();
  const { expected, semantic, chain } = embedding;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.embedding')}</h3>
      <p>
        {expected === undefined ? t('builds.estimate.noEmbedding') : <strong>{expected}</strong>}{' '}
        {expected !== undefined && !semantic && <span className="tag tag--warning">{t('builds.mock')}</span>}
      </p>
      <ul className="stack stack--tight">
        {chain.map((provider) => (
          <Provider key={provider.name} provider={provider} expected={provider.name === expected} />
        ))}
      </ul>
    </section>
  );
}

interface ProviderProps {
  readonly provider: Embedding['chain'][number];
  readonly expected: boolean;
}

function Provider({ provider, expected }: ProviderProps) {
  const words = useWords();
  const { name, state, bytes, lastFailure } = provider;
  return (
    <li>
      <span className={expected ? 'tag tag--good' : 'tag'}>{words.t(`builds.provider.${state}`)}</span> {name}
      {bytes !== undefined && bytes > 0 && <span className="quiet"> {words.bytes(bytes)}</span>}
      <ReasonLine of={provider} />
      {lastFailure && (
        <p className="quiet">
          {words.t('builds.provider.lastFailure')} <ReasonText reason={lastFailure} />
        </p>
      )}
    </li>
  );
}

/** What a build would do and cost at most, with what, and why with that. */
export function Estimate({ estimate }: { readonly estimate: BuildEstimate }) {
  const { t, number, dollars } = useWords();
  const { calls, minutes, costUsd, notes } = estimate;
  const nodes = estimate.articles + estimate.paragraphs;
  const priceKnown = !notes.some(({ code }) => code === 'price-unknown');
  return (
    <>
      <Facts
        facts={[
          [t('builds.estimate.articles'), number(estimate.articles)],
          [t('builds.estimate.paragraphs'), estimate.paragraphs > 0 && number(estimate.paragraphs)],
          [t('builds.estimate.changed'), estimate.changed < nodes && number(estimate.changed)],
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
      {languageModel !== undefined && <LearntOfProvider />}
      {withoutQuestions > 0 && languageModel === undefined && <p className="quiet">{t('builds.estimate.noModel')}</p>}
    </section>
  );
}

/** What this server found out about the language model's provider: what it can't do, and by which refusal that was learnt. */
export function LearntOfProvider() {
  const { t, number, moment } = useWords();
  const { data } = useGet('/api/v1/language-model/status', {});
  const learnt = data?.capabilities;
  if (!data?.model || !learnt) return undefined;
  const { structure, longestReplyTokens, contextTokens, leftOut, findings } = learnt;
  return (
    <details>
      <summary>{t('builds.provider.learnt', { model: data.model })}</summary>
      <ul className="sentences">
        <li>{t(`builds.provider.structure.${structure}`)}</li>
        {longestReplyTokens !== undefined && (
          <li>{t('builds.provider.longestReply', { tokens: number(longestReplyTokens) })}</li>
        )}
        {contextTokens !== undefined && <li>{t('builds.provider.context', { tokens: number(contextTokens) })}</li>}
        {leftOut.length > 0 && <li>{t('builds.provider.leftOut', { names: leftOut.join(', ') })}</li>}
        {findings.map((finding) => (
          <li key={`${finding.at} ${finding.reason}`}>
            <span className="quiet">{moment(finding.at)}</span> <ReasonText reason={finding} />
            {finding.said !== undefined && <q className="quiet">{finding.said}</q>}
          </li>
        ))}
      </ul>
    </details>
  );
}
