import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';

/**
 * Where vectors live that may be compared with each other.
 * Vectors of two spaces are never compared; the id names all that decides: provider/model@revision:dimensions:precision:preparation.
 */
export const embeddingSpaceSchema = namedObject('EmbeddingSpace', {
  /** `onnx`, `gemini`, `mock` */
  provider: z.string().min(1),
  model: z.string().min(1),
  revision: z.string().min(1),
  dimensions: z.number().int().positive(),
  /** `fp32`, `int8`, `int8-batched` … */
  precision: z.string().min(1),
  /** Version of the preparation: instruction, script conversion, chunking, limits. */
  preparation: z.string().min(1),
  /** False of the mock: its vectors know characters, not meaning. */
  semantic: z.boolean(),
  /** False where the same text may get another vector in another batch. */
  reproducible: z.boolean(),
});
export type EmbeddingSpace = Readonly<z.infer<typeof embeddingSpaceSchema>>;

/** The id of a space: equal ids, comparable vectors. */
export function embeddingSpaceId(space: EmbeddingSpace): string {
  return `${space.provider}/${space.model}@${space.revision}:${space.dimensions}:${space.precision}:${space.preparation}`;
}
