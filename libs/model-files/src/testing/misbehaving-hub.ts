import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { localServer } from '@lexhop/foundation/testing';
import { onTestFinished } from 'vitest';

/** A request that came. */
interface HubRequest {
  readonly url: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** Answers a request in a way of its own and gives true, or leaves it to the hub and gives false. */
export type Mischief = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** A hub on this machine with one repository, and what it was asked. */
export interface LocalHub {
  readonly endpoint: string;
  readonly commit: string;
  readonly requests: readonly HubRequest[];
  /** Behaves as told once for each of these, before it behaves well. */
  misbehave(...mischief: readonly Mischief[]): void;
}

const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';

/** Starts a hub that serves a repository's files as Hugging Face's does: facts, small files, large files by another address, ranges. */
export async function startHub(files: Readonly<Record<string, Buffer>>): Promise<LocalHub> {
  const requests: HubRequest[] = [];
  const pending: Mischief[] = [];
  const { url: endpoint, close } = await localServer((request, response) => {
    const { range, authorization } = request.headers;
    requests.push({ url: request.url ?? '', range, authorization });
    void answer(request, response, {
      files,
      mischief: request.url?.startsWith('/files/') ? pending.shift() : undefined,
    });
  });
  onTestFinished(close);
  return { endpoint, commit, requests, misbehave: (...mischief) => void pending.push(...mischief) };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface Serving {
  readonly files: Readonly<Record<string, Buffer>>;
  readonly mischief: Mischief | undefined;
}

async function answer(request: IncomingMessage, response: ServerResponse, { files, mischief }: Serving): Promise<void> {
  const url = new URL(request.url ?? '', 'http://hub');
  if (mischief && (await mischief(request, response))) return;
  if (url.pathname.startsWith('/api/models/')) return facts(response, files);
  const resolve = /^\/[^/]+\/[^/]+\/resolve\/[0-9a-f]{40}\/(?<path>.+)$/u.exec(url.pathname)?.groups?.['path'];
  if (resolve !== undefined) {
    response.writeHead(307, { location: `/files/${resolve}` }).end();
    return;
  }
  const bytes = files[decodeURIComponent(url.pathname.replace('/files/', ''))];
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  return send(request, response, bytes);
}

/** Files above 1,000 bytes are large: the hub says their SHA-256; of the others, how git names them. */
function facts(response: ServerResponse, files: Readonly<Record<string, Buffer>>): void {
  const siblings = Object.entries(files).map(([rfilename, bytes]) => {
    const blobId = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    const lfs = bytes.length > 1_000 ? { lfs: { sha256: sha256(bytes), size: bytes.length, pointerSize: 134 } } : {};
    return { rfilename, size: bytes.length, blobId, ...lfs };
  });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 'maker/model', sha: commit, siblings }));
}

function send(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const start = Number(/^bytes=(?<start>\d+)-$/u.exec(request.headers.range ?? '')?.groups?.['start'] ?? NaN);
  if (Number.isNaN(start)) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  } else if (start >= bytes.length) {
    response.writeHead(416).end();
  } else {
    const head = {
      'content-length': bytes.length - start,
      'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
    };
    response.writeHead(206, head).end(bytes.subarray(start));
  }
}
