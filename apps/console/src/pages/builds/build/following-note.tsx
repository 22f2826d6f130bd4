import type { Following } from '@lexhop/client';
import { useWords } from '../../../words/use-words.js';
import { useNow } from './use-now.js';

/** Says whether what is shown is live, and what happens when it is not. */
export function FollowingNote({ following }: { readonly following: Following }) {
  const { t } = useWords();
  const waiting = following.state === 'waiting';
  const now = useNow(waiting);
  const seconds = waiting ? Math.max(0, Math.ceil((following.retryAt - now) / 1000)) : 0;
  return (
    <p className="following" data-state={following.state}>
      {waiting ? t('builds.following.waiting', { seconds }) : t(`builds.following.${following.state}`)}
    </p>
  );
}
