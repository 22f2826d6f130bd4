import { createHash } from 'node:crypto';
import type { EmbeddingModel, EmbeddingRole } from '@lexhop/embedding';
import type { Unembedded, VectorLink } from '@lexhop/graph-store';
import { batchName, type BuildContext, type BuildStepWork } from '../build-step.js';
import { EmbeddingNotChosenError } from '../errors/embedding-not-chosen-error.js';
import { chooseEmbedding } from './choose-embedding.js';
import { planPages } from './plan-pages.js';

const textsPerBatch = 512;
const chooseBatch = { name: 'choose-embedding', kind: 'choose', from: '', to: '' } as const;

/** Chooses the embedding for the whole build, then embeds every live article and question that has no vector in its space. */
export const embedStep: BuildStepWork = {
  name: 'embed',
  plan: async (context) => {
    if (!context.build.space) return { batches: [chooseBatch], missing: 0 };
    return planPages(
      (after) => context.parts.stores.draft.unembedded(context.run, { after, limit: textsPerBatch }),
      (item) => item.owner,
      (place, range) => ({ name: batchName('texts', place), kind: 'texts', ...range }),
    );
  },
  runBatch: async (context, batch) => {
    if (batch.kind === 'choose') return chooseEmbedding(context);
    const model = await modelOf(context);
    let after = batch.from;
    // Saved in small parts, so that progress moves and a crash loses little, however slow the model is.
    for (;;) {
      const limit = Math.min(textsPerBatch, model.limits.textsPerCall);
      const items = await context.parts.stores.draft.unembedded(context.run, { after, upTo: batch.to, limit });
      const last = items.at(-1);
      if (!last) return;
      await embedAndSave(context, model, items);
      after = last.owner;
    }
  },
  finish: async () => {},
};

async function modelOf({ parts, build }: BuildContext): Promise<EmbeddingModel> {
  if (!build.space) throw new EmbeddingNotChosenError(build.graph, build.number);
  return parts.embedding.modelFor(build.space);
}

async function embedAndSave(context: BuildContext, model: EmbeddingModel, items: readonly Unembedded[]) {
  const { stores } = context.parts;
  const links: VectorLink[] = items.map((item) => ({ owner: item.owner, hash: vectorHash(model, item) }));
  const texts = new Map(items.map((item, place) => [links[place]?.hash ?? '', item]));
  const known = await stores.vectors.known(model.space, [...texts.keys()]);
  const fresh = [...texts].filter(([hash]) => !known.has(hash));
  const hashes: string[] = [];
  const rows: Float32Array[] = [];
  for (const role of ['passage', 'question'] as const) {
    const ofRole = fresh.filter(([, item]) => item.role === role);
    if (ofRole.length === 0) continue;
    hashes.push(...ofRole.map(([hash]) => hash));
    rows.push(
      await model.embed(
        ofRole.map(([, item]) => item.text),
        role,
        { signal: context.signal },
      ),
    );
  }
  await stores.draft.saveVectors(context.run, links, { hashes, vectors: concatenated(rows) });
}

/** The vector store's key: the space is beside it, so the prepared text and its role decide. */
function vectorHash(model: EmbeddingModel, item: { readonly text: string; readonly role: EmbeddingRole }): string {
  return createHash('sha256')
    .update(`${item.role}\n${model.prepare(item.text, item.role)}`)
    .digest('hex');
}

function concatenated(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((length, row) => length + row.length, 0));
  let offset = 0;
  for (const row of rows) {
    all.set(row, offset);
    offset += row.length;
  }
  return all;
}
