import { vectorOutputs } from '@lexhop/embedding';
import { reasonSchema } from '@lexhop/foundation';
import { embeddingSpaceSchema } from '@lexhop/graph-model';
import { z } from 'zod';
import { modelPullSchema } from './models.controller.js';

/** What one request may ask for; more goes as a stream of JSON lines, which has no end. */
export const embeddingBounds = {
  texts: 256,
  textCharacters: 32_000,
  characters: 200_000,
  /** A multi-vector has a thousand numbers for each token. */
  multiVectorCharacters: 4_000,
  pairs: 128,
  pairCharacters: 20_000,
} as const;

const { texts, textCharacters, characters, multiVectorCharacters, pairs, pairCharacters } = embeddingBounds;
const many = (count: number) => count.toLocaleString('en');

const textSchema = z
  .string()
  .min(1, 'a text is empty')
  .max(textCharacters, `a text may have ${many(textCharacters)} characters at most`);
const roleSchema = z
  .enum(['query', 'passage', 'question'])
  .default('passage')
  .describe('What a text is for: a user’s query, an article, or a pseudo-query. Some models are told.');
const outputSchema = z.enum(vectorOutputs, { error: `outputs are ${vectorOutputs.join(', ')}` });
const outputsSchema = z.array(outputSchema).min(1, 'name at least one output').max(vectorOutputs.length);

/** `POST /embedding/vectors` */
export const vectorsRequestSchema = z
  .strictObject({
    text: textSchema.optional().describe('One text …'),
    texts: z
      .array(textSchema)
      .min(1, 'texts holds no text')
      .max(texts, `one request may have ${texts} texts at most; send more as application/x-ndjson`)
      .optional()
      .describe('… or many.'),
    role: roleSchema,
    outputs: outputsSchema.default(['dense']),
  })
  .refine((request) => (request.text === undefined) !== (request.texts === undefined), 'send either text or texts')
  .refine((request) => lengthOf(request) <= characters, {
    error: `one request may have ${many(characters)} characters at most; send more as application/x-ndjson`,
  })
  .refine((request) => !request.outputs.includes('multi-vector') || lengthOf(request) <= multiVectorCharacters, {
    error: `with multi-vector, one request may have ${many(multiVectorCharacters)} characters at most; send more as application/x-ndjson`,
  });

/** The same for a stream of JSON lines, whose body is all texts. */
export const vectorsQuerySchema = z.object({
  role: roleSchema,
  outputs: z
    .string()
    .default('dense')
    .transform((value) => value.split(','))
    .pipe(outputsSchema)
    .describe('Outputs of a stream, separated by commas.'),
});
export type VectorsQuery = z.infer<typeof vectorsQuerySchema>;

/** One line of a stream: a text, and what to call it. */
export const streamedTextSchema = z.strictObject({
  id: z.union([z.string().max(300), z.number()]).optional(),
  text: textSchema,
});

export const vectorRecordSchema = z.object({
  dense: z.array(z.number()).optional(),
  sparse: z.record(z.string(), z.number()).optional().describe('Weights by token id.'),
  multiVector: z.array(z.array(z.number())).optional().describe('One unit vector for each token.'),
});

export const modelSchema = z.object({
  name: z.string().describe('The provider’s name in the chain.'),
  space: embeddingSpaceSchema,
  spaceId: z.string().describe('Only vectors of one space may be compared.'),
  semantic: z.boolean().describe('False of the mock: its vectors know characters, not meaning.'),
  sparseSpace: z
    .string()
    .optional()
    .describe('Whose token ids sparse vectors have, where they are of another model than the dense ones.'),
});

export const vectorsAnswerSchema = z.object({ model: modelSchema, items: z.array(vectorRecordSchema) });

const pairTextSchema = z.string().min(1, 'a text is empty');
const weightSchema = z.number().min(0, 'a weight is 0 or more').max(1000);

/** `POST /embedding/similarity` */
export const similarityRequestSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ query: pairTextSchema, passage: pairTextSchema }))
    .min(1, 'pairs holds no pair')
    .max(pairs, `one request may have ${pairs} pairs at most`)
    .refine(
      (given) => given.reduce((sum, pair) => sum + pair.query.length + pair.passage.length, 0) <= pairCharacters,
      {
        error: `the pairs of one request may have ${many(pairCharacters)} characters at most`,
      },
    ),
  weights: z
    .tuple([weightSchema, weightSchema, weightSchema], 'weights are three numbers: dense, sparse, multi-vector')
    .refine((weights) => weights.some((weight) => weight > 0), 'at least one weight is more than 0')
    .default([0.4, 0.2, 0.4])
    .describe('How much dense, sparse and multi-vector count in the hybrid score.'),
});
export type SimilarityRequest = z.infer<typeof similarityRequestSchema>;

export const similarityAnswerSchema = z.object({
  model: modelSchema,
  weights: z.array(z.number()),
  items: z.array(
    z.object({
      dense: z.number(),
      sparse: z.number().optional(),
      multiVector: z.number().optional(),
      hybrid: z.number().optional().describe('The weighted mean of the scores that the model has.'),
    }),
  ),
});

const downloadSchema = z.object({ name: z.string(), file: z.string(), done: z.number(), total: z.number() });
/** A provider of the chain; where it was passed over, why. */
export const providerStateSchema = reasonSchema.partial().extend({
  name: z.string(),
  state: z.enum(['not-tried', 'opening', 'ready', 'passed-over']),
  progress: downloadSchema.optional().describe('How far its download has come, in bytes of the whole model.'),
});

const runtimeSchema = z.object({
  device: z.string(),
  deviceReason: z.string().optional(),
  loaded: z.boolean().describe('False while it is unloaded for having been idle; the next call loads it.'),
  sparse: z.string().optional().describe('Of a server: whose sparse vectors it gives, or why none.'),
  processMemoryBytes: z.number().optional(),
  textsPerSecond: z.number().optional().describe('Measured over the calls so far.'),
  tokensPerSecond: z.number().optional(),
});

/** What `GET /embedding/status` says. */
export const embeddingStatusSchema = z.object({
  chain: z.array(providerStateSchema),
  inUse: z
    .string()
    .optional()
    .describe(
      'The provider of the chain that was chosen last; absent before the first choice. A build with a chain of its own changes nothing here.',
    ),
  models: z.array(
    z.object({
      name: z.string(),
      space: embeddingSpaceSchema,
      spaceId: z.string(),
      runtime: runtimeSchema.optional(),
    }),
  ),
  pulls: z
    .array(modelPullSchema)
    .describe('Models that were asked for by name since the start, the last pull of each.'),
});

function lengthOf(request: { readonly text?: string | undefined; readonly texts?: readonly string[] | undefined }) {
  return (request.texts ?? [request.text ?? '']).reduce((sum, text) => sum + text.length, 0);
}
