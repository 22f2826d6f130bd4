import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { allLaw } from '@lexhop/foundation/testing';
import { articleNodesOf } from '@lexhop/graph-statutes';
import { type GraphBuildParts, importQuestionBank } from '@lexhop/graph-build';
import { statuteIdOf } from '@lexhop/graph-model';
import type { Statute } from '@lexhop/statutes';
import { aFolder } from '../support/server.js';
import { statutesIn } from './all-law-statutes.js';
import { buildToActive, openParts, stepFacts } from './opened-parts.js';
import type { BenchResult } from './bench-result.js';

const bankFile = 'test/data/eval/tw-everyday/question-bank.jsonl';
const graph = 'default';
/** What users without BGE-M3 run: the small model where it is on this machine, else the mock. */
const embedding = { LEXHOP_EMBEDDING_CHAIN: 'bge-small-zh-v1.5,mock', LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: '0' };

/** A full build of the 12 everyday statutes with their question bank, then one after 3 articles changed: real store, real queue, and the embedding that this machine has. */
export async function run(): Promise<readonly BenchResult[]> {
  const laws = allLaw('ChLaw.json.gz');
  if (laws === undefined) return [];
  const folder = await aFolder();
  const { parts, close } = await openParts(folder.path, embedding);
  const statutes = await importEveryday(parts, laws);
  const full = await buildToActive(parts, graph);
  await put(parts, statutes.slice(0, 3).map(withFirstArticleEdited));
  const again = await buildToActive(parts, graph);
  await close();
  await folder.remove();
  return [
    {
      name: `full build with ${full.build.space?.model}, ${full.build.comparison?.opened} articles`,
      milliseconds: full.milliseconds,
      facts: { 'processor, ms': full.processorMilliseconds, ...stepFacts(full.build) },
    },
    {
      name: `build after ${again.build.comparison?.opened} articles changed`,
      milliseconds: again.milliseconds,
      target: full.milliseconds * 0.05,
      facts: {
        'share of a full build, %': (100 * again.milliseconds) / full.milliseconds,
        'share of its processor time, %': (100 * again.processorMilliseconds) / full.processorMilliseconds,
        ...stepFacts(again.build),
      },
    },
  ];
}

async function importEveryday(parts: GraphBuildParts, laws: string): Promise<readonly Statute[]> {
  await importQuestionBank(parts.stores.bank, graph, { name: bankFile, content: createReadStream(bankFile) });
  const entries = await parts.stores.bank.list(graph, { limit: 10_000 });
  const statuteIds = new Set(entries.map(({ article }) => statuteIdOf(article)));
  const statutes: Statute[] = [];
  for await (const statute of statutesIn(laws)) if (statuteIds.has(statute.id)) statutes.push(statute);
  await put(parts, statutes);
  return statutes;
}

async function put({ stores }: GraphBuildParts, statutes: readonly Statute[]): Promise<void> {
  const records = statutes.map(({ articles, ...record }) => ({
    statute: { ...record, sourceFile: 'bench', articleCount: articles.length },
    nodes: articleNodesOf({ ...record, articles }),
  }));
  await stores.statutes.put(graph, records);
}

function withFirstArticleEdited(statute: Statute): Statute {
  const [first, ...rest] = statute.articles;
  return first
    ? { ...statute, articles: [{ ...first, text: `${first.text}但另有規定者，不在此限。` }, ...rest] }
    : statute;
}
