import type { BuildEstimate } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';

type Embedding = BuildEstimate['embedding'];

/** Which embedding a build would use, and why the ones before it would be passed over. */
export function EstimatedEmbedding({ embedding }: { readonly embedding: Embedding }) {
  const { t } = useWords();
  const { expected, semantic, chain } = embedding;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.embedding')}</h3>
      <p>
        {expected === undefined ? t('builds.estimate.noEmbedding') : <strong>{expected}</strong>}{' '}
        {expected !== undefined && !semantic && <span className="tag tag--warning">{t('builds.mock')}</span>}
      </p>
      <ul className="chain">
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

function Provider({ provider: { name, state, reason, bytes }, expected }: ProviderProps) {
  const words = useWords();
  return (
    <li>
      <span className={expected ? 'tag tag--good' : 'tag'}>{words.t(`builds.provider.${state}`)}</span> {name}
      {bytes !== undefined && bytes > 0 && <span className="quiet"> {words.bytes(bytes)}</span>}
      <p className="quiet" lang="en">
        {reason}
      </p>
    </li>
  );
}
