import { type AskOptions, type Completion, LanguageModel, type Prompt, ReplyStore } from '@lexhop/language-model';
import type { ReadingProvider } from '@lexhop/query-understanding';
import { type Ranking, rankingOf, Reranker, RerankingError } from '@lexhop/reranking';
import { z } from 'zod';
import { readJsonLines, type SourceFile } from './files.js';

/** What a model recorded for each query, by query. */
export type Recorded<Value> = ReadonlyMap<string, Value>;

const readingSchema = z.object({
  issues: z.array(z.string()),
  passage: z.string().optional(),
  translation: z.string().optional(),
});

/** Reads a file of recorded readings (JSON lines): those of each model in it, by the model's name. Throws an EvaluationFileError. */
export function readRecordedReadings(file: SourceFile): Promise<ReadonlyMap<string, Recorded<unknown>>> {
  return readRecorded(file, readingSchema);
}

/** Scores of articles by id, as a reranker gave them for one query. */
export type RecordedScores = Readonly<Record<string, number>>;

/** Reads a file of recorded rerankings (JSON lines), by the reranker's name. Throws an EvaluationFileError. */
export function readRecordedRerankings(file: SourceFile): Promise<ReadonlyMap<string, Recorded<RecordedScores>>> {
  return readRecorded(file, z.record(z.string(), z.number()));
}

/** Lines of `{"id", "query", NAME: …}`, one value for each model, by its name. */
async function readRecorded<Value>(file: SourceFile, schema: z.ZodType<Value>) {
  const lineSchema = z.object({ id: z.string().min(1), query: z.string().min(1) }).catchall(schema);
  const byModel = new Map<string, Map<string, Value>>();
  for (const { id: _, query, ...values } of await readJsonLines(file, lineSchema)) {
    for (const [model, value] of Object.entries(values) as [string, Value][]) {
      const own = byModel.get(model) ?? new Map<string, Value>();
      byModel.set(model, own.set(query, value));
    }
  }
  return byModel;
}

/** A provider that answers with recorded readings, so that the whole path from a query to its reading is measured without a language model. */
export function replaying(model: string, readings: Recorded<unknown>): ReadingProvider {
  return {
    model: new ReplayedModel(`recorded/${model}`, readings),
    replies: new NoReplies(),
    timeLimitMilliseconds: 60_000,
  };
}

class ReplayedModel extends LanguageModel {
  constructor(
    override readonly id: string,
    private readonly readings: Recorded<unknown>,
  ) {
    super();
  }

  override async complete<Value>(
    { user }: Prompt,
    schema: z.ZodType<Value>,
    { signal }: AskOptions = {},
  ): Promise<Completion<Value>> {
    signal?.throwIfAborted();
    const reading = this.readings.get(z.string().parse(JSON.parse(user)));
    const text = JSON.stringify(reading ?? { issues: [] });
    return { text, value: schema.parse(JSON.parse(text)), usage: { inputTokens: 0, outputTokens: 0 } };
  }
}

/** Stores nothing, since recorded readings need no store. */
class NoReplies extends ReplyStore {
  override async find() {
    return [];
  }

  override async save(): Promise<void> {}
}

/** A reranker that orders by recorded scores. A passage without a recorded score comes after all that have one. */
export class ReplayedReranker extends Reranker {
  override readonly model: Reranker['model'];
  override readonly limits = { passages: 50, charactersPerPassage: Infinity };

  /** @param ids of articles, by their passage */
  constructor(
    name: string,
    private readonly recorded: Recorded<RecordedScores>,
    private readonly ids: ReadonlyMap<string, string>,
  ) {
    super();
    this.model = { provider: 'recorded', model: name, revision: 'unversioned' };
  }

  protected override async order(query: string, passages: readonly string[]): Promise<Ranking> {
    const scores = this.recorded.get(query);
    if (!scores) throw new RerankingError(this.model.model, 'nothing is recorded for the query.');
    return rankingOf(passages.map((passage) => scores[this.ids.get(passage) ?? ''] ?? -Number.MAX_VALUE));
  }
}
