import { type AskOptions, type Completion, LanguageModel, type Prompt, ReplyStore } from '@lexhop/language-model';
import type { ReadingProvider } from '@lexhop/query-understanding';
import { z } from 'zod';
import { readJsonLines, type SourceFile } from './files.js';

const recordedSchema = z
  .object({ id: z.string().min(1), query: z.string().min(1) })
  .catchall(
    z.object({ issues: z.array(z.string()), passage: z.string().optional(), translation: z.string().optional() }),
  );

/** A language model's readings of queries, as they were recorded; by query. */
export type RecordedReadings = ReadonlyMap<string, unknown>;

/** Reads a file of recorded readings (JSON lines): those of each model in it, by the model's name. Throws an EvaluationFileError. */
export async function readRecordedReadings(file: SourceFile): Promise<ReadonlyMap<string, RecordedReadings>> {
  const byModel = new Map<string, Map<string, unknown>>();
  for (const { id: _, query, ...readings } of await readJsonLines(file, recordedSchema)) {
    for (const [model, reading] of Object.entries(readings)) {
      const own = byModel.get(model) ?? new Map<string, unknown>();
      byModel.set(model, own.set(query, reading));
    }
  }
  return byModel;
}

/** A provider that answers with recorded readings, so that the whole path from a query to its reading is measured without a language model. */
export function replaying(model: string, readings: RecordedReadings): ReadingProvider {
  return {
    model: new ReplayedModel(`recorded/${model}`, readings),
    replies: new NoReplies(),
    timeLimitMilliseconds: 60_000,
  };
}

class ReplayedModel extends LanguageModel {
  constructor(
    override readonly id: string,
    private readonly readings: RecordedReadings,
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

/** Recorded readings are kept already. */
class NoReplies extends ReplyStore {
  override async find() {
    return [];
  }

  override async save(): Promise<void> {}
}
