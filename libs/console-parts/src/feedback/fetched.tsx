import type { ReactNode } from 'react';
import { Button } from '../forms/button.js';
import { ProblemNote } from './problem-note.js';
import { Loading } from './states.js';

/** What was asked of the server, as `useQuery` tells how it stands. */
interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly refetch: () => Promise<unknown>;
}

interface FetchedProps<Data> {
  readonly from: Asked<Data>;
  /** Shows what came. */
  readonly children: (data: Data) => ReactNode;
}

/** What the server was asked for, once it is there; before, that it is on its way; why it did not come, and a way to ask again. */
export function Fetched<Data>({ from: { data, error, isLoading, refetch }, children }: FetchedProps<Data>) {
  return (
    <>
      {isLoading && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data !== undefined && children(data)}
    </>
  );
}

interface MoreButtonProps {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly children: string;
}

/** Fetches the next page of a list, where there is one. */
export function MoreButton({ of: { hasNextPage, isFetchingNextPage, fetchNextPage }, children }: MoreButtonProps) {
  if (!hasNextPage) return undefined;
  return (
    <p>
      <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {children}
      </Button>
    </p>
  );
}
