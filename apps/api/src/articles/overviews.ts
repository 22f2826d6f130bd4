import type { Build } from '@lexhop/graph-model';
import type { GraphContents, GraphOverview } from '@lexhop/graph-store';

type Most = Parameters<GraphContents['overview']>[1];

/** So many answers are kept, of about a megabyte each at most. */
const mostKept = 16;

/**
 * Overviews of active builds, which stay as they are: each is read once, and one after another, for it counts every edge of a build. However many
 * ask for however many, statements of others find a connection.
 */
export class Overviews {
  readonly #kept = new Map<string, Promise<GraphOverview>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly contents: Pick<GraphContents, 'overview'>) {}

  /** Rejects as `GraphContents.overview` does; the next who asks has it read again. */
  of(build: Build, most: Most): Promise<GraphOverview> {
    const key = JSON.stringify([build.graph, build.number, build.createdAt, most.statutes, most.links]);
    const kept = this.#kept.get(key) ?? this.#read(key, () => this.contents.overview(build, most));
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return kept;
  }

  #read(key: string, read: () => Promise<GraphOverview>): Promise<GraphOverview> {
    const reading = this.#last.then(read);
    this.#last = reading.catch(() => this.#kept.delete(key));
    return reading;
  }
}
