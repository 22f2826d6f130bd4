import { LoopTurns } from '@lexhop/foundation';
import type { EmbeddingSpace, GraphReader } from '@lexhop/graph-model';
import type { RetrieveAnswer } from './answer.js';
import type { QueryEmbedder, QueryRole, QueryVectors } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';
import { retrieve, type RetrieveParts } from './retrieve.js';

/** Answers many queries from one build, in their order, each as `retrieve` does. All their texts are embedded together. Rejects as the first query that fails does. */
export async function retrieveMany(
  reader: GraphReader,
  parts: RetrieveParts,
  requests: readonly RetrieveRequest[],
): Promise<readonly RetrieveAnswer[]> {
  const together = new EmbeddingTogether(parts.embedQuery, requests.length);
  const turns = new LoopTurns();
  return Promise.all(
    requests.map(async (request) => {
      const embedQuery = together.seat();
      try {
        await turns.next();
        return await retrieve(reader, { ...parts, embedQuery: embedQuery.embed }, request);
      } finally {
        embedQuery.leave();
      }
    }),
  );
}

interface Waiting {
  readonly texts: readonly string[];
  readonly space: EmbeddingSpace;
  readonly roles: readonly QueryRole[];
  readonly resolve: (vectors: readonly QueryVectors[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Collects texts until every search has said which texts it needs, if any, and then embeds them in one call for each set of roles. */
class EmbeddingTogether {
  #waiting: Waiting[] = [];
  readonly #turns = new LoopTurns();

  constructor(
    private readonly embedQuery: QueryEmbedder,
    private awaited: number,
  ) {}

  /** What one search uses of it: an embedder, and a function to say that it needs no more texts. */
  seat(): { readonly embed: QueryEmbedder; leave(): void } {
    let isAwaited = true;
    const arrive = () => {
      if (!isAwaited) return;
      isAwaited = false;
      this.awaited -= 1;
      if (this.awaited === 0) this.#embedAll();
    };
    const embed: QueryEmbedder = (texts, space, roles) =>
      new Promise((resolve, reject) => {
        this.#waiting.push({ texts, space, roles, resolve, reject });
        if (isAwaited) arrive();
        else if (this.awaited === 0) this.#embedAll();
      });
    return { embed, leave: arrive };
  }

  #embedAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const roles = new Set(waiting.map((each) => each.roles.join(' ')));
    for (const same of roles) void this.#embedGroup(waiting.filter((each) => each.roles.join(' ') === same));
  }

  async #embedGroup(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    try {
      const vectors = await this.embedQuery(
        group.flatMap(({ texts }) => texts),
        first.space,
        first.roles,
      );
      let place = 0;
      for (const { texts, resolve } of group) {
        resolve(vectors.slice(place, (place += texts.length)));
        await this.#turns.next();
      }
    } catch (thrown) {
      for (const { reject } of group) reject(thrown);
    }
  }
}
