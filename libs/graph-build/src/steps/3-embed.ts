import { createHash } from 'node:crypto';
import { type EmbeddingModel, type EmbeddingRole, textsInCalls } from '@lexhop/embedding';
import { pagesOf } from '@lexhop/foundation';
import { requireSpace } from '@lexhop/graph-model';
import type { Unembedded, VectorLink } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import { batchName, type BuildContext, type StepPlan } from '../build-step.js';

const textsPerBatch = 512;
const chooseBatch = { name: 'choose-embedding', kind: 'choose', from: '', to: '' } as const;

/**
 * The first plan is one batch that chooses the embedding space of the whole build. Later plans cover every live article and
 * question without a vector in that space. A batch's range excludes `from` and includes `to`, so it stays right when part of it is done.
 */
export async function planVectors(context: BuildContext): Promise<StepPlan> {
  if (!context.build.space) return { batches: [chooseBatch], missing: 0 };
  const batches: Batch[] = [];
  let missing = 0;
  for await (const page of unembeddedPages(context, { from: '' })) {
    const from = batches.at(-1)?.to ?? '';
    batches.push({ name: batchName('texts', batches.length), kind: 'texts', from, to: page.at(-1)?.owner ?? '' });
    missing += page.length;
  }
  return { batches, missing };
}

/** Embeds the texts of a range that have no vector yet. Throws a BuildStateError before the build has a space. */
export async function embedTexts(context: BuildContext, batch: Batch): Promise<void> {
  const model = await context.parts.embedding.modelFor(requireSpace(context.build));
  for await (const items of unembeddedPages(context, batch)) await embedAndSave(context, model, items);
}

function unembeddedPages(
  { parts, run }: BuildContext,
  { from, to }: { readonly from: string; readonly to?: string },
): AsyncIterable<readonly Unembedded[]> {
  return pagesOf({
    limit: textsPerBatch,
    keyOf: ({ owner }: Unembedded) => owner,
    after: from,
    read: (after = '', limit) => parts.stores.draft.unembedded(run, { after, upTo: to, limit }),
  });
}

interface Hashed extends Unembedded, VectorLink {}

/** Saves after each call to the model, so that progress is visible and a crash loses little, however slow the model is. */
async function embedAndSave(context: BuildContext, model: EmbeddingModel, items: readonly Unembedded[]): Promise<void> {
  const { stores } = context.parts;
  const hashed = items.map((item) => ({ ...item, hash: vectorHash(model, item) }));
  const hashes = hashed.map(({ hash }) => hash);
  const known = await stores.draft.knownVectors(context.run, hashes);
  const nothing = { hashes: [], vectors: new Float32Array() };
  if (known.size > 0) await stores.draft.saveVectors(context.run, linksTo(known, hashed), nothing);
  for (const role of ['passage', 'question'] as const) {
    const fresh = new Map(
      hashed.flatMap((item) => (item.role === role && !known.has(item.hash) ? [[item.hash, item]] : [])),
    );
    for (const call of textsInCalls([...fresh.values()], model.limits)) {
      const texts = call.map(({ text }) => text);
      const made = call.map(({ hash }) => hash);
      const vectors = await model.embed(texts, role, { signal: context.signal });
      await stores.draft.saveVectors(context.run, linksTo(new Set(made), hashed), { hashes: made, vectors });
    }
  }
}

function linksTo(hashes: ReadonlySet<string>, items: readonly Hashed[]): readonly VectorLink[] {
  return items.flatMap(({ owner, hash }) => (hashes.has(hash) ? [{ owner, hash }] : []));
}

/** The key of a vector within its space: a digest of the text's role and of the text as the model prepares it. */
function vectorHash(model: EmbeddingModel, item: { readonly text: string; readonly role: EmbeddingRole }): string {
  return createHash('sha256')
    .update(`${item.role}\n${model.prepare(item.text, item.role)}`)
    .digest('hex');
}
