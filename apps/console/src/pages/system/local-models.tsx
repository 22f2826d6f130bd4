import { Loading } from '../../feedback/loading.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useWords } from '../../words/use-words.js';
import { FetchProgress } from './fetch-progress.js';
import { type LocalModel, useModels, usePull } from './use-system.js';

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
      {data && <p className="quiet">{t('system.models.cache', { folder: data.cache })}</p>}
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
          <p className="quiet" lang="en">
            {pull.reason}
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
