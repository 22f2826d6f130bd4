import type { ReadNode } from '@lexhop/edge-matching';
import type { ArticleNode } from '@lexhop/graph-model';
import type { StatuteTitle, StatuteTitles } from '@lexhop/citations';
import { statutesThread } from './statutes-thread.js';
import { type CitingStatute, type NodesAside, textReader, type TextRead } from './text-reader.js';

/** Longer texts are read in another thread, and others have their turn after each text: a character may take a hundredth of a millisecond. */
const mostHere = 8_000;
/** What comes back of more would take as long to be taken over. */
const mostAtOnce = 50_000;

/** Nodes of a statute with the citations and relations in their texts, in order as given; `named` are all statutes that they may name. */
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
