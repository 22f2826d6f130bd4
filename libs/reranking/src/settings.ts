import { addressSetting, integerSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Rerankers by the names that the setting knows. */
export const rerankerNames = [
  'none',
  'language-model',
  'http',
  'multi-vector',
  'bge-reranker-v2-m3',
  'bge-reranker-v2-m3-int8',
] as const;

/** The settings of the reranker, which requests can ask for. */
export const rerankingSettings = z.object({
  LEXHOP_RERANKER: z
    .enum(rerankerNames, { error: `${rerankerNames.join(', ')} are allowed` })
    .default('language-model')
    .describe(
      'What orders the results of requests that ask for it: language-model (where one is set), http (a server of yours), bge-reranker-v2-m3 or bge-reranker-v2-m3-int8 (on this machine), multi-vector (the graph’s own model, where it gives multi-vectors or sparse ones: BGE-M3, TEI), or none',
    ),
  LEXHOP_RERANKER_BASE_URL: addressSetting
    .optional()
    .describe('For http: address of a server that speaks /rerank (TEI, Jina, vLLM, Cohere), up to its /rerank'),
  LEXHOP_RERANKER_MODEL: z.string().optional().describe('For http: the model as that server names it; TEI needs none'),
  LEXHOP_RERANKER_API_KEY: z
    .string()
    .optional()
    .meta(secret)
    .describe('For http: key for that server, where it asks for one'),
  LEXHOP_RERANKER_PASSAGES: integerSetting(2, 50)
    .optional()
    .describe('The most results that a reranker reads; fewer are faster. Not set: as many as it takes, 20 or 50'),
  LEXHOP_RERANKER_TIMEOUT_S: integerSetting(1, 600)
    .default(8)
    .describe('Seconds after which a reranking is given up; the results then keep their order, and a note says so'),
});
export type RerankingSettings = Readonly<z.infer<typeof rerankingSettings>>;
