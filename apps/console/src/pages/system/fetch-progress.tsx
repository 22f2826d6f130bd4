import { useWords } from '../../words/use-words.js';

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
