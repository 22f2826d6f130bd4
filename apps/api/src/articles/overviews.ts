import type { Build } from '@lexhop/graph-model';
import type { GraphContents, GraphOverview } from '@lexhop/graph-store';

type Most = Parameters<GraphContents['overview']>[1];

/** How many overviews are kept, of at most about a megabyte each. */
const mostKept = 16;

/**
 * Overviews of active builds. An active build does not change, so each overview is read once and kept. To read one takes long, since it counts
 * every edge of the build. So they are read one after another, and leave connections to the database for other requests.
 */
export class Overviews {
  readonly #kept = new Map<string, Promise<GraphOverview>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly contents: Pick<GraphContents, 'overview'>) {}

  /** Rejects as `GraphContents.overview` does; the next call then reads it again. */
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
