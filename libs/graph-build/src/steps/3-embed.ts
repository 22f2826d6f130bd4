import { createHash } from 'node:crypto';
import { type EmbeddingModel, type EmbeddingRole, textsInCalls } from '@lexhop/embedding';
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
    for (;;) {
      const page = { after, upTo: batch.to, limit: textsPerBatch };
      const items = await context.parts.stores.draft.unembedded(context.run, page);
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

interface Hashed extends Unembedded, VectorLink {}

/** Saved call by call, so that progress moves and a crash loses little, however slow the model is. */
async function embedAndSave(context: BuildContext, model: EmbeddingModel, items: readonly Unembedded[]): Promise<void> {
  const { stores } = context.parts;
  const hashed = items.map((item) => ({ ...item, hash: vectorHash(model, item) }));
  const known = await stores.vectors.known(
    model.space,
    hashed.map(({ hash }) => hash),
  );
  const nothing = { hashes: [], vectors: new Float32Array() };
  if (known.size > 0) await stores.draft.saveVectors(context.run, linksTo(known, hashed), nothing);
  for (const role of ['passage', 'question'] as const) {
    const fresh = new Map(
      hashed.flatMap((item) => (item.role === role && !known.has(item.hash) ? [[item.hash, item]] : [])),
    );
    for (const call of textsInCalls([...fresh.values()], model.limits)) {
      const texts = call.map(({ text }) => text);
      const hashes = call.map(({ hash }) => hash);
      const vectors = await model.embed(texts, role, { signal: context.signal });
      await stores.draft.saveVectors(context.run, linksTo(new Set(hashes), hashed), { hashes, vectors });
    }
  }
}

function linksTo(hashes: ReadonlySet<string>, items: readonly Hashed[]): readonly VectorLink[] {
  return items.flatMap(({ owner, hash }) => (hashes.has(hash) ? [{ owner, hash }] : []));
}

/** The vector store's key: the space is beside it, so the prepared text and its role decide. */
function vectorHash(model: EmbeddingModel, item: { readonly text: string; readonly role: EmbeddingRole }): string {
  return createHash('sha256')
    .update(`${item.role}\n${model.prepare(item.text, item.role)}`)
    .digest('hex');
}
