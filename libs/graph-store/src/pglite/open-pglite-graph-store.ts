import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ledger, ReplyStore } from '@lexhop/language-model';
import type { BuildStore } from '../build-store.js';
import type { ContentPages } from '../content-pages.js';
import type { EdgeDraft } from '../edge-draft.js';
import type { GraphDraft } from '../graph-draft.js';
import type { GraphStores } from '../graph-stores.js';
import type { GraphVersions } from '../graph-versions.js';
import { PagedGraphContents } from '../paged-graph-contents.js';
import type { QuestionBankStore } from '../question-bank-store.js';
import type { StatuteStore } from '../statute-store.js';
import type { VectorStore } from '../vector-store.js';
import { storeErrorOf } from './store-error-of.js';
import { StoreThread } from './store-thread.js';

export interface PGliteGraphStoreOptions {
  /** The database's own directory, `<data directory>/graph`; made where it is not there. One process at a time: see openDataDirectory. */
  readonly directory: string;
  /** Rows in a page of a stream. */
  readonly pageSize?: number;
}

/**
 * Opens the embedded graph store: Postgres in a worker thread of its own, so that no statement ever blocks this one.
 * What was saved is there after the process is killed at any moment; when the machine loses its power, what the operating
 * system had not written yet may be lost. Throws a DataDirectoryError or a StoreFullError.
 */
export async function openPGliteGraphStore({
  directory,
  pageSize = 1_000,
}: PGliteGraphStoreOptions): Promise<GraphStores> {
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw storeErrorOf(directory, thrown);
  });
  const thread = new StoreThread(directory);
  await thread.open();
  return remoteStores(thread, pageSize);
}

function remoteStores(thread: StoreThread, pageSize: number): GraphStores {
  const port = <Port extends object>(name: string, methods: readonly (keyof Port & string)[]): Port =>
    remotePort<Port>(thread, name, methods);
  return {
    statutes: port<StatuteStore>('statutes', ['put', 'list', 'find', 'existing', 'delete', 'count']),
    bank: port<QuestionBankStore>('bank', ['put', 'list', 'delete', 'fit']),
    builds: port<BuildStore>('builds', buildMethods),
    versions: port<GraphVersions>('versions', versionMethods),
    draft: port<GraphDraft>('draft', draftMethods),
    edges: port<EdgeDraft>('edges', edgeMethods),
    contents: new PagedGraphContents(port<ContentPages>('pages', ['nodes', 'questions', 'edges', 'vectors']), pageSize),
    vectors: port<VectorStore>('vectors', ['known', 'get', 'put']),
    ledger: port<Ledger>('ledger', ['intend', 'settle', 'totals']),
    replies: port<ReplyStore>('replies', ['find', 'save']),
    close: () => thread.close(),
  };
}

const buildMethods = ['begin', 'find', 'list', 'save', 'saveAt', 'recordFailures', 'rerun', 'cancel'] as const;
const versionMethods = ['graphs', 'active', 'activate', 'rollBack', 'abandon', 'collect', 'summarize'] as const;
const draftMethods = ['compare', 'undrafted', 'saveDrafts', 'unembedded', 'saveVectors', 'saveNodes'] as const;
const edgeMethods = ['ranges', 'doneBatches', 'questions', 'matches', 'saveMatches', 'saveEdges', 'nodes'] as const;

/** A port whose methods are called in the store's thread. */
function remotePort<Port extends object>(
  thread: StoreThread,
  port: string,
  methods: readonly (keyof Port & string)[],
): Port {
  const remote = methods.map((method) => {
    const call = (...parameters: readonly unknown[]) => thread.call({ port, method, parameters });
    return [method, call] as const;
  });
  return Object.fromEntries(remote) as Port;
}
