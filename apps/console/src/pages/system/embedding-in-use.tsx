import { Facts } from '../../feedback/facts.js';
import { Loading } from '../../feedback/loading.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useWords } from '../../words/use-words.js';
import { FetchProgress } from './fetch-progress.js';
import { type EmbeddingStatus, useEmbeddingStatus } from './use-system.js';

/** Which embedding is in use, and why the ones before it in the chain are not. */
export function EmbeddingInUse() {
  const { t } = useWords();
  const { data, error, refetch } = useEmbeddingStatus();
  return (
    <section className="sheet stack" aria-labelledby="system-embedding">
      <h2 id="system-embedding">{t('system.embedding')}</h2>
      {!data && !error && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && (
        <p>
          {data.inUse === undefined ? t('system.embedding.none') : t('system.embedding.inUse', { name: data.inUse })}
        </p>
      )}
      <ol className="stack stack--tight">
        {data?.chain.map((provider) => (
          <Provider key={provider.name} provider={provider} isInUse={provider.name === data.inUse} />
        ))}
      </ol>
      {data?.models.map((model) => (
        <OpenModel key={model.name} model={model} />
      ))}
    </section>
  );
}

interface ProviderProps {
  readonly provider: EmbeddingStatus['chain'][number];
  readonly isInUse: boolean;
}

function Provider({ provider: { name, state, reason, progress }, isInUse }: ProviderProps) {
  const { t } = useWords();
  return (
    <li>
      <span className={isInUse ? 'tag tag--good' : 'tag'}>{t(`system.provider.${state}`)}</span> <strong>{name}</strong>
      {reason !== undefined && (
        <p className="quiet" lang="en">
          {reason}
        </p>
      )}
      {progress && <FetchProgress done={progress.done} total={progress.total} />}
    </li>
  );
}

/** A model that was opened: its space and how it runs. */
function OpenModel({ model: { name, space, runtime } }: { readonly model: EmbeddingStatus['models'][number] }) {
  const { t, number, bytes } = useWords();
  const { device, deviceReason, loaded, processMemoryBytes: memory, textsPerSecond: speed } = runtime ?? {};
  return (
    <div className="stack stack--tight">
      <h3>
        {name} {!space.semantic && <span className="tag tag--warning">{t('system.notSemantic')}</span>}
      </h3>
      <Facts
        facts={[
          [t('system.model.dimensions'), number(space.dimensions)],
          [t('system.model.precision'), space.precision],
          [t('system.model.device'), device],
          [
            t('system.model.state'),
            loaded !== undefined && t(loaded ? 'system.model.loaded' : 'system.model.unloaded'),
          ],
          [t('system.model.memory'), memory !== undefined && bytes(memory)],
          [t('system.model.speed'), speed !== undefined && t('system.model.perSecond', { rate: number(speed, 1) })],
        ]}
      />
      <p className="quiet system__revision">
        {space.model} @ {space.revision}
      </p>
      {deviceReason !== undefined && (
        <p className="quiet" lang="en">
          {deviceReason}
        </p>
      )}
    </div>
  );
}
