import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Following, followBuild } from '@lexhop/client';
import { ServerUnreachableError } from '@lexhop/client';
import { client } from '../../../server/rest-client.js';
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
    const left = new AbortController();
    followBuild(
      client,
      { graph, number },
      {
        onBuild: (changed) => void queries.setQueryData(['build', graph, number], changed),
        onFollowing: setFollowing,
        signal: left.signal,
        patience: { wait: waitUntilWoken },
      },
    )
      // What a build changes when it ends is everything: the graphs, the estimate, what answers.
      .then(() => queries.invalidateQueries())
      .catch((thrown: unknown) => (left.signal.aborted ? undefined : setFault(thrown)));
    return () => left.abort();
  }, [graph, number, running, queries]);
  // While the server is away, the banner says so and what was last known stays.
  const away = build.data !== undefined && build.error instanceof ServerUnreachableError;
  return { data: build.data, refetch: build.refetch, following, error: (away ? undefined : build.error) ?? fault };
}
