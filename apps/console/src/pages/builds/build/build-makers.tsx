import { Facts } from '../../../feedback/facts.js';
import { type Build, costOf } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';

/** What made a build: embedding and who was passed over for it, who drafted, and what that cost. */
export function BuildMakers({ build }: { readonly build: Build }) {
  const { t, number, dollars } = useWords();
  const { space, draftedBy, ledger = [] } = build;
  const cost = costOf(build);
  const sum = (field: 'inputTokens' | 'outputTokens') => number(ledger.reduce((total, each) => total + each[field], 0));
  return (
    <section className="sheet stack" aria-labelledby="build-makers">
      <h2 id="build-makers">{t('builds.makers')}</h2>
      <Facts
        facts={[
          [t('builds.makers.embedding'), space?.model],
          [t('builds.makers.provider'), space?.provider],
          [t('builds.makers.dimensions'), space && number(space.dimensions)],
          [t('builds.makers.precision'), space?.precision],
          [t('builds.makers.drafting'), draftedBy.length > 0 ? draftedBy.join(', ') : t('builds.makers.nobody')],
          [t('builds.makers.input'), cost !== undefined && sum('inputTokens')],
          [t('builds.makers.output'), cost !== undefined && sum('outputTokens')],
          [t('builds.makers.cost'), cost !== undefined && dollars(cost)],
        ]}
      />
      <PassedOver providers={build.passedOver} />
    </section>
  );
}

function PassedOver({ providers }: { readonly providers: Build['passedOver'] }) {
  const { t } = useWords();
  if (providers.length === 0) return undefined;
  return (
    <div className="stack stack--tight">
      <h3>{t('builds.makers.passedOver')}</h3>
      <ul className="sentences">
        {providers.map(({ name, reason }) => (
          <li key={name}>
            <strong>{name}</strong> <span lang="en">{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
