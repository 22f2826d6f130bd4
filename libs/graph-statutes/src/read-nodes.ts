import type { ReadNode } from '@lexhop/edge-matching';
import type { ArticleNode } from '@lexhop/graph-model';
import type { StatuteTitle, StatuteTitles } from '@lexhop/citations';
import { statutesThread } from './statutes-thread.js';
import { type CitingStatute, type NodesAside, textReader, type TextRead } from './text-reader.js';

/** In characters. Longer texts are read in another thread, since a character may take a hundredth of a millisecond. */
const mostHere = 8_000;
/** The most characters in one call to the thread, about; receiving the results of more would block this thread just as long. */
const mostAtOnce = 50_000;

/** Reads the citations and relations in the texts of a statute's nodes; gives the nodes with them, in the given order. `named` are all statutes that the texts may name. */
export async function readNodes(
  statute: CitingStatute,
  { titles, named }: { readonly titles: StatuteTitles; readonly named: readonly StatuteTitle[] },
  nodes: readonly ArticleNode[],
): Promise<readonly ReadNode[]> {
  const aside = await readAside({ statute, named, nodes: nodes.filter(({ text }) => text.length > mostHere) });
  const readHere = textReader(statute, titles);
  const read: ReadNode[] = [];
  for (const node of nodes) {
    read.push({ node, ...(aside.get(node.id) ?? readHere(node)) });
    await new Promise(setImmediate);
  }
  return read;
}

/** By the node's id. */
async function readAside({ statute, named, nodes }: NodesAside): Promise<ReadonlyMap<string, TextRead>> {
  const read = new Map<string, TextRead>();
  const bare = { ...statute, articles: statute.articles.map(({ number, text }) => ({ number, text })) };
  for (let from = 0; from < nodes.length;) {
    let to = from;
    for (let length = 0; to < nodes.length && (to === from || length < mostAtOnce); to += 1)
      length += nodes[to]?.text.length ?? 0;
    const some = nodes.slice(from, to);
    const texts = await statutesThread.use((thread) => thread.call('read', { statute: bare, named, nodes: some }));
    for (const [place, node] of some.entries()) read.set(node.id, texts[place] ?? { citations: [], relations: [] });
    from = to;
  }
  return read;
}
