import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { Facts, Loading, ProblemNote, ReasonText, rest, useWords } from '@lexhop/console-parts';

type EmbeddingStatus = Schema<'EmbeddingStatus'>;
type LocalModel = Schema<'LocalModel'>;

const calmMilliseconds = 10_000;
const busyMilliseconds = 1_000;

/** The embedding chain and the models that are loaded; looked at often while something is on its way. */
function useEmbeddingStatus() {
  return useQuery({
    queryKey: ['embedding-status'],
    queryFn: () => answerOf(rest.GET('/api/v1/embedding/status')),
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? busyMilliseconds : calmMilliseconds),
  });
}

function isOnItsWay(status: EmbeddingStatus | undefined): boolean {
  return status?.chain.some(({ state, progress }) => state === 'opening' || progress !== undefined) ?? false;
}

/** Every local model that is known; looked at often while one is being fetched. */
function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: () => answerOf(rest.GET('/api/v1/embedding/models')),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ pull }) => pull?.state === 'fetching') ? busyMilliseconds : false,
  });
}

/** Fetches a model to the server, or calls that off. */
function usePull() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, wanted }: { readonly name: string; readonly wanted: boolean }) => {
      const params = { path: { name } };
      if (wanted) await answerOf(rest.POST('/api/v1/embedding/models/{name}/pull', { params }));
      else await answerOf(rest.DELETE('/api/v1/embedding/models/{name}/pull', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
}

/** How far a model has come, in bytes of all its files. */
export function FetchProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t, bytes } = useWords();
  return (
    <label className="progress">
      <span className="quiet">{t('system.fetching', { done: bytes(done), total: bytes(total) })}</span>
      <progress max={total} value={done} />
    </label>
  );
}

/** Which embedding is in use, and why the ones before it in the chain are not. */
export function EmbeddingInUse() {
  const { t } = useWords();
  const { data, error, refetch } = useEmbeddingStatus();
  const toldInUse = ({ inUse: name, chain }: EmbeddingStatus) => {
    if (name === undefined) return t('system.embedding.none');
    return t(chain[0]?.name === name ? 'system.embedding.inUse.first' : 'system.embedding.inUse', { name });
  };
  return (
    <section className="sheet stack" aria-labelledby="system-embedding">
      <h2 id="system-embedding">{t('system.embedding')}</h2>
      {!data && !error && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && <p>{toldInUse(data)}</p>}
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

function Provider({ provider, isInUse }: ProviderProps) {
  const { t } = useWords();
  const { name, state, reason, progress } = provider;
  return (
    <li>
      <span className={isInUse ? 'tag tag--good' : 'tag'}>{t(`system.provider.${state}`)}</span> <strong>{name}</strong>
      {reason !== undefined && (
        <p className="quiet">
          <ReasonText reason={{ ...provider, reason }} />
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
          [
            t('system.model.speed'),
            speed !== undefined && t('system.model.perSecond', { rate: number(speed, speed < 100 ? 1 : 0) }),
          ],
        ]}
      />
      <p className="quiet system__revision">
        {space.model} @ {space.revision}
      </p>
      {deviceReason !== undefined && (
        <p className="quiet">
          {t('system.model.onCpu')} <span lang="en">{deviceReason}</span>
        </p>
      )}
    </div>
  );
}

/** The local models that are known: here or not, how large, and a button that fetches one. */
export function LocalModels({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useWords();
  const { data, error, refetch } = useModels();
  const pull = usePull();
  return (
    <section className="sheet stack" aria-labelledby="system-models">
      <h2 id="system-models">{t('system.models')}</h2>
      {!data && !error && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {pull.error && <ProblemNote error={pull.error} />}
      {data?.cache && <p className="quiet">{t('system.models.cache', { folder: data.cache })}</p>}
      <ul className="stack">
        {data?.items.map((model) => (
          <Model
            key={model.name}
            model={model}
            {...(mayChange ? { onPull: (wanted) => pull.mutate({ name: model.name, wanted }) } : {})}
          />
        ))}
      </ul>
    </section>
  );
}

interface ModelProps {
  readonly model: LocalModel;
  /** Absent where the reader may not fetch. */
  readonly onPull?: (wanted: boolean) => void;
}

function Model({ model, onPull }: ModelProps) {
  const { t, bytes } = useWords();
  const { name, here, bytes: size, pinning, pull } = model;
  return (
    <li className="system__model">
      <div>
        <strong>{name}</strong>{' '}
        <span className={here ? 'tag tag--good' : 'tag'}>
          {t(here ? 'system.models.here' : 'system.models.absent')}
        </span>{' '}
        <span className="quiet">
          {bytes(size)} · {t(pinningWords[pinning])}
        </span>
        {pull?.state === 'fetching' && <FetchProgress done={pull.done} total={pull.total} />}
        {pull?.state === 'failed' && (
          <p className="quiet">
            <ReasonText reason={{ ...pull, reason: pull.reason ?? '' }} />
          </p>
        )}
      </div>
      {onPull && <FetchButton model={model} onPull={onPull} />}
    </li>
  );
}

function FetchButton({ model: { name, here, pull }, onPull }: Required<ModelProps>) {
  const { t } = useWords();
  const isFetching = pull?.state === 'fetching';
  if (here && !isFetching) return undefined;
  const action = isFetching ? 'stop' : 'fetch';
  return (
    <button
      type="button"
      className="button button--small"
      aria-label={t(`system.models.${action}.of`, { name })}
      onClick={() => onPull(!isFetching)}
    >
      {t(`system.models.${action}`)}
    </button>
  );
}

const pinningWords = {
  pinned: 'system.pinning.pinned',
  'pinned on first use': 'system.pinning.pinned-on-first-use',
  'not pinned yet': 'system.pinning.not-pinned-yet',
} as const;
