import { asError, whyFailed } from '@lexhop/foundation';
import { z } from 'zod';
import { ModelDownloadError } from './errors.js';

/** What the hub says of a repository at one revision. */
interface RepositoryFacts {
  readonly commit: string;
  readonly files: ReadonlyMap<string, HubFile>;
}

/** What the hub says of a file. */
export interface HubFile {
  readonly bytes: number;
  /** Of large files only. */
  readonly sha256?: string;
  /** How git names the file's bytes; of small files their own, of large ones that of their pointer. */
  readonly gitDigest: string;
}

const factsSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/u),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative(),
      blobId: z.string(),
      lfs: z.object({ sha256: z.string(), size: z.number() }).nullish(),
    }),
  ),
});

/** Asks the hub for a repository's commit and files, once. Rejects with a ModelDownloadError when it can't say. */
export async function repositoryFacts(
  hub: HubAccess,
  { repository, revision }: { readonly repository: string; readonly revision: string },
  signal?: AbortSignal,
): Promise<RepositoryFacts> {
  const url = `${hub.endpoint}/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await firstAnswer(hub, url, { signal });
  if (!response.ok) {
    await response.body?.cancel();
    const retryable = response.status === 429 || response.status >= 500;
    throw new ModelDownloadError(`${url} answered ${response.status} ${response.statusText}.`, {
      retryable,
      unreachable: true,
    });
  }
  try {
    const { sha, siblings } = factsSchema.parse(await response.json());
    return { commit: sha, files: new Map(siblings.map((file) => [file.rfilename, hubFile(file)])) };
  } catch (thrown) {
    signal?.throwIfAborted();
    const sentence = `${url} answered what is no description of a repository: ${asError(thrown).message}`;
    throw new ModelDownloadError(sentence, { cause: thrown, unreachable: true });
  }
}

/** Where a file of a repository is fetched from. */
export function fileUrl(endpoint: string, repository: string, place: { commit: string; path: string }): string {
  const encoded = place.path.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${repository}/resolve/${place.commit}/${encoded}`;
}

function hubFile(file: z.infer<typeof factsSchema>['siblings'][number]): HubFile {
  if (!file.lfs) return { bytes: file.size, gitDigest: file.blobId };
  return { bytes: file.lfs.size, sha256: file.lfs.sha256, gitDigest: file.blobId };
}

/** How the hub is reached. */
export interface HubAccess {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly token?: string | undefined;
  /** How long a request may wait for the first byte of its answer, in milliseconds. */
  readonly answerMs: number;
}

/**
 * Sends a request and waits for its answer's head, redirects followed; the body may take as long as it likes.
 * Rejects with a ModelDownloadError that says who can't be reached, or with the signal's reason.
 */
export async function firstAnswer(
  hub: HubAccess,
  url: string,
  {
    signal,
    headers = {},
  }: { readonly signal?: AbortSignal | undefined; readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), hub.answerMs);
  const authorized: Record<string, string> = hub.token === undefined ? {} : { authorization: `Bearer ${hub.token}` };
  try {
    return await fetch(url, {
      headers: { ...headers, ...authorized },
      signal: signal ? AbortSignal.any([signal, patience.signal]) : patience.signal,
    });
  } catch (thrown) {
    signal?.throwIfAborted();
    const failed = patience.signal.aborted
      ? `did not answer within ${hub.answerMs} ms`
      : `can't be reached: ${whyFailed(thrown)}`;
    throw new ModelDownloadError(`${new URL(url).host} ${failed}.`, { cause: thrown, unreachable: true });
  } finally {
    clearTimeout(timer);
  }
}
