import type { BuildState } from '../../server/build.js';
import { useWords } from '../../words/use-words.js';

const tagOf: Readonly<Record<BuildState, string>> = {
  running: 'tag tag--good',
  active: 'tag tag--good',
  superseded: 'tag',
  'rolled-back': 'tag',
  failed: 'tag tag--fault',
  cancelled: 'tag tag--warning',
  abandoned: 'tag',
};

export function BuildStateTag({ state }: { readonly state: BuildState }) {
  const { t } = useWords();
  return <span className={tagOf[state]}>{t(`builds.state.${state}`)}</span>;
}
