import { isDeepStrictEqual } from 'node:util';
import type { ArticleNode, NodeLevel } from '@lexhop/graph-model';
import { byCodeUnits } from '../../code-unit-order.js';
import { isLive } from '../../live-node.js';
import {
  type Page,
  type StatuteCounts,
  type StatuteRecord,
  StatuteStore,
  type StatutesSaved,
  type StatuteWithNodes,
} from '../../statute-store.js';
import type { MemoryState } from './memory-state.js';
import { pageOf } from './page-of.js';

export class InMemoryStatuteStore extends StatuteStore {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved> {
    const stored = this.state.graph(graph).statutes;
    const saved = { added: 0, replaced: 0, unchanged: 0 };
    for (const statute of statutes) {
      saved[whatBecomesOf(stored.get(statute.statute.id), statute)] += 1;
      stored.set(statute.statute.id, structuredClone(statute));
    }
    return saved;
  }

  override async list(graph: string, page: Page & { readonly text?: string }): Promise<readonly StatuteRecord[]> {
    const { text = '' } = page;
    const records = [...this.state.graph(graph).statutes.values()]
      .map(({ statute }) => statute)
      .filter((statute) => statute.title.includes(text) || statute.id.includes(text))
      .sort((one, other) => byCodeUnits(one.id, other.id));
    return pageOf(records, page, (record) => record.id);
  }

  override async find(graph: string, id: string): Promise<StatuteWithNodes | undefined> {
    const found = this.state.graph(graph).statutes.get(id);
    return found && { ...found, nodes: found.nodes.toSorted((one, other) => one.position - other.position) };
  }

  override async existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]> {
    const statutes = [...this.state.graph(graph).statutes.values()];
    const known = new Set(statutes.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
    return [...new Set(nodeIds)].filter((id) => known.has(id));
  }

  override async delete(graph: string, ids: readonly string[]): Promise<number> {
    const { statutes } = this.state.graph(graph);
    return ids.filter((id) => statutes.delete(id)).length;
  }

  override async count(graph: string): Promise<StatuteCounts> {
    const { statutes } = this.state.graph(graph);
    const nodes = [...statutes.values()].flatMap((statute) => statute.nodes);
    return {
      statutes: statutes.size,
      articles: countLevel(nodes, 'article'),
      paragraphs: countLevel(nodes, 'paragraph'),
    };
  }
}

function whatBecomesOf(before: StatuteWithNodes | undefined, after: StatuteWithNodes): keyof StatutesSaved {
  if (!before) return 'added';
  return isDeepStrictEqual(before, after) ? 'unchanged' : 'replaced';
}

function countLevel(nodes: readonly ArticleNode[], level: NodeLevel): { live: number; repealed: number } {
  const ofLevel = nodes.filter((node) => node.level === level);
  const live = ofLevel.filter(isLive).length;
  return { live, repealed: ofLevel.length - live };
}
