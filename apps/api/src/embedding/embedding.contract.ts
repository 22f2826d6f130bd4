import { comparedPairSchema, embeddingChainStatusSchema, vectorOutputs, vectorRecordSchema } from '@lexhop/embedding';
import { exactObject, namedObject } from '@lexhop/foundation';
import { embeddingSpaceSchema } from '@lexhop/graph-model';
import { modelPullSchema } from '@lexhop/model-files';
import { z } from 'zod';

/** Bounds of one request. More can be sent as a stream of JSON lines, which has no bound. */
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
  .describe(
    'What a text is: a user’s query, an article (passage), or a pseudo-query (question). Some models embed these differently.',
  );
const outputSchema = z.enum(vectorOutputs, { error: `outputs are ${vectorOutputs.join(', ')}` });
const outputsSchema = z.array(outputSchema).min(1, 'name at least one output').max(vectorOutputs.length);

/** The body of `POST /embedding/vectors`. */
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
  })
  .meta({ id: 'VectorsRequest' });

/** The query of the same for a stream of JSON lines, whose body has only texts. */
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

/** One line of a stream: a text, and the id of its answer. */
export const streamedTextSchema = z.strictObject({
  id: z.union([z.string().max(300), z.number()]).optional(),
  text: textSchema,
});

const modelSchema = namedObject('EmbeddingModelInUse', {
  name: z.string().describe('The provider’s name in the chain.'),
  space: embeddingSpaceSchema,
  spaceId: z.string().describe('Only vectors of one space may be compared.'),
  semantic: z.boolean().describe('False of the mock: its vectors know characters, not meaning.'),
  sparseSpace: z
    .string()
    .optional()
    .describe('Whose token ids sparse vectors have, where they are of another model than the dense ones.'),
});

export const vectorsAnswerSchema = namedObject('Vectors', { model: modelSchema, items: z.array(vectorRecordSchema) });

const pairTextSchema = z.string().min(1, 'a text is empty');
const weightSchema = z.number().min(0, 'a weight is 0 or more').max(1000);

/** The body of `POST /embedding/similarity`. */
export const similarityRequestSchema = exactObject('SimilarityRequest', {
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

export const similarityAnswerSchema = namedObject('Similarity', {
  model: modelSchema,
  weights: z.array(z.number()),
  items: z.array(comparedPairSchema),
});

/** The answer of `GET /embedding/status`. */
export const embeddingStatusSchema = namedObject('EmbeddingStatus', {
  ...embeddingChainStatusSchema.shape,
  pulls: z.array(modelPullSchema).describe('The last pull of each model that was asked for by name since the start.'),
});

function lengthOf(request: { readonly text?: string | undefined; readonly texts?: readonly string[] | undefined }) {
  return (request.texts ?? [request.text ?? '']).reduce((sum, text) => sum + text.length, 0);
}
