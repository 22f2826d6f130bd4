import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { buildEvents } from '../../../server/build-events.js';
import { type Following, followBuild } from '../../../server/follow-build.js';
import { ServerUnreachableError } from '../../../server/server-unreachable-error.js';
import { waitUntilWoken } from '../../../server/wait-until-woken.js';
import { useBuild } from '../use-builds.js';

/** A build as it is now; while it runs, as its events tell it. */
export function useFollowedBuild(graph: string, number: number) {
  const queries = useQueryClient();
  const build = useBuild(graph, number);
  const [following, setFollowing] = useState<Following>({ state: 'connecting' });
  const [fault, setFault] = useState<unknown>();
  const running = build.data?.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const stopped = new AbortController();
    let ended = false;
    const parts = { events: (signal: AbortSignal) => buildEvents({ graph, number }, signal), wait: waitUntilWoken };
    const listener = {
      onBuild: (changed: object) => void queries.setQueryData(['build', graph, number], changed),
      onFollowing: (now: Following) => {
        ended = now.state === 'ended';
        setFollowing(now);
      },
    };
    followBuild(parts, listener, stopped.signal)
      // What a build changes when it ends is everything: the graphs, the estimate, what answers.
      .then(() => (ended ? queries.invalidateQueries() : undefined))
      .catch(setFault);
    return () => stopped.abort();
  }, [graph, number, running, queries]);
  // While the server is away, the banner says so and what was last known stays.
  const away = build.data !== undefined && build.error instanceof ServerUnreachableError;
  return { data: build.data, refetch: build.refetch, following, error: (away ? undefined : build.error) ?? fault };
}
