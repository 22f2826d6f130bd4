import { answerOf, type Schema } from '@lexhop/client';
import {
  Button,
  Facts,
  Fetched,
  ProblemNote,
  ReasonLine,
  rest,
  Sheet,
  useChange,
  useGet,
  useWords,
} from '@lexhop/console-parts';

type EmbeddingStatus = Schema<'EmbeddingStatus'>;
type LocalModel = Schema<'LocalModel'>;

const calmMilliseconds = 10_000;
const busyMilliseconds = 1_000;
const modelsPath = '/api/v1/embedding/models';

/** How far a model has come, in bytes of all its files. */
function FetchProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t, bytes } = useWords();
  return (
    <label className="progress">
      <span className="quiet">{t('system.fetching', { done: bytes(done), total: bytes(total) })}</span>
      <progress max={total} value={done} />
    </label>
  );
}

/** Which embedding is in use, and why the ones before it in the chain are not; looked at often while something is on its way. */
export function EmbeddingInUse() {
  const { t } = useWords();
  const status = useGet(
    '/api/v1/embedding/status',
    {},
    {
      refetchInterval: ({ state: { data } }) => (isOnItsWay(data) ? busyMilliseconds : calmMilliseconds),
    },
  );
  const toldInUse = ({ inUse: name, chain }: EmbeddingStatus) => {
    if (name === undefined) return t('system.embedding.none');
    return t(chain[0]?.name === name ? 'system.embedding.inUse.first' : 'system.embedding.inUse', { name });
  };
  return (
    <Sheet title={t('system.embedding')}>
      <Fetched from={status}>
        {(embedding) => (
          <>
            <p>{toldInUse(embedding)}</p>
            <ol className="stack stack--tight">
              {embedding.chain.map((provider) => (
                <Provider key={provider.name} provider={provider} isInUse={provider.name === embedding.inUse} />
              ))}
            </ol>
            {embedding.models.map((model) => (
              <OpenModel key={model.name} model={model} />
            ))}
          </>
        )}
      </Fetched>
    </Sheet>
  );
}

function isOnItsWay(status: EmbeddingStatus | undefined): boolean {
  return status?.chain.some(({ state, progress }) => state === 'opening' || progress !== undefined) ?? false;
}

interface ProviderProps {
  readonly provider: EmbeddingStatus['chain'][number];
  readonly isInUse: boolean;
}

function Provider({ provider, isInUse }: ProviderProps) {
  const { t } = useWords();
  const { name, state, progress } = provider;
  return (
    <li>
      <span className={isInUse ? 'tag tag--good' : 'tag'}>{t(`system.provider.${state}`)}</span> <strong>{name}</strong>
      <ReasonLine of={provider} />
      {progress && <FetchProgress {...progress} />}
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

/** The local models that are known: here or not, how large, and a button that fetches one; looked at often while one is fetched. */
export function LocalModels({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useWords();
  const models = useGet(
    modelsPath,
    {},
    {
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ pull }) => pull?.state === 'fetching') ? busyMilliseconds : false,
    },
  );
  const { mutate, error } = useChange(pull, { changed: [modelsPath] });
  return (
    <Sheet title={t('system.models')}>
      {error && <ProblemNote error={error} />}
      <Fetched from={models}>
        {({ cache, items }) => (
          <>
            {cache && <p className="quiet">{t('system.models.cache', { folder: cache })}</p>}
            <ul className="stack">
              {items.map((model) => (
                <Model
                  key={model.name}
                  model={model}
                  mayChange={mayChange}
                  onPull={(wanted) => mutate({ name: model.name, wanted })}
                />
              ))}
            </ul>
          </>
        )}
      </Fetched>
    </Sheet>
  );
}

/** Has the server fetch a model, or calls that off. */
function pull({ name, wanted }: { readonly name: string; readonly wanted: boolean }): Promise<unknown> {
  const path = `${modelsPath}/{name}/pull` as const;
  const params = { path: { name } };
  return answerOf<unknown>(wanted ? rest.POST(path, { params }) : rest.DELETE(path, { params }));
}

interface ModelProps {
  readonly model: LocalModel;
  readonly mayChange: boolean;
  readonly onPull: (wanted: boolean) => void;
}

function Model({ model, mayChange, onPull }: ModelProps) {
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
        {pull?.state === 'fetching' && <FetchProgress {...pull} />}
        {pull?.state === 'failed' && <ReasonLine of={pull} />}
      </div>
      {mayChange && <FetchButton model={model} onPull={onPull} />}
    </li>
  );
}

function FetchButton({ model: { name, here, pull }, onPull }: Omit<ModelProps, 'mayChange'>) {
  const { t } = useWords();
  const isFetching = pull?.state === 'fetching';
  if (here && !isFetching) return undefined;
  const action = isFetching ? 'stop' : 'fetch';
  return (
    <Button look="small" aria-label={t(`system.models.${action}.of`, { name })} onClick={() => onPull(!isFetching)}>
      {t(`system.models.${action}`)}
    </Button>
  );
}

const pinningWords = {
  pinned: 'system.pinning.pinned',
  'pinned on first use': 'system.pinning.pinned-on-first-use',
  'not pinned yet': 'system.pinning.not-pinned-yet',
} as const;
