import { addressSetting, booleanSetting, integerSetting, secret } from '@lexhop/foundation';
import { type Device, modelFilesSettings } from '@lexhop/model-files';
import { geminiSettings, requestsPerMinuteSetting, tokensPerMinuteSetting } from '@lexhop/provider-calls';
import { z } from 'zod';

const deviceSetting = z
  .string()
  .regex(/^(?:cpu|auto|cuda(?::\d+)?)$/u, { error: 'cpu, auto, cuda and cuda:N are allowed' })
  .transform((name): Device => (name === 'cpu' || name === 'auto' ? name : `cuda:${Number(name.split(':')[1] ?? 0)}`));

/** The chain where none is set; without its address `openai-compatible` is left out of it. */
export const defaultChain = 'bge-m3,openai-compatible,gemini,bge-small-zh-v1.5,mock';

/** The settings of embedding: the chain, local models, where they come from, servers, Gemini. */
export const embeddingSettings = z.object({
  LEXHOP_EMBEDDING_CHAIN: z
    .string()
    .default(defaultChain)
    .describe(
      'Embedding providers in order of preference, separated by commas: the first that works makes a whole build',
    ),
  LEXHOP_EMBEDDING_PRECISION: z
    .enum(['fp32', 'int8', 'q4'], { error: 'fp32, int8 and q4 are allowed' })
    .default('fp32')
    .describe('Precision of the local models of the chain, where there are files of it: fp32, int8 or q4'),
  LEXHOP_EMBEDDING_MODEL_PATH: z
    .string()
    .optional()
    .describe('Folder of a model laid out as BAAI/bge-m3 is; set, it stands first in the chain as "folder"'),
  LEXHOP_EMBEDDING_DEVICE: deviceSetting
    .default('cpu')
    .describe('Where local models run: cpu; auto, cuda or cuda:N try CUDA (npm run ort:cuda) and fall back to the CPU'),
  LEXHOP_EMBEDDING_THREADS: integerSetting(0, 256).default(0).describe('Threads of a local model; 0 takes every core'),
  LEXHOP_EMBEDDING_CHUNK_TOKENS: integerSetting(0, 8192)
    .default(512)
    .describe(
      'Longer texts are cut into chunks of so many tokens that overlap by 128; 0 truncates at the model’s limit, or sooner where LEXHOP_EMBEDDING_MEMORY_MB affords fewer tokens',
    ),
  LEXHOP_EMBEDDING_BATCH_TOKENS: integerSetting(0, 1_000_000)
    .default(0)
    .describe('Tokens of one run of a local model; 0 takes 512 on a CPU and 16384 on CUDA'),
  LEXHOP_EMBEDDING_MEMORY_MB: integerSetting(64, 1_000_000)
    .default(2048)
    .describe(
      'Most memory that attention may take, in MB, of all runs of one model at one time; bounds the length of chunks: for BGE-M3 2048 affords 3880 tokens (2743 in int8), 9127 all 8192 (18254)',
    ),
  LEXHOP_EMBEDDING_INT8_BATCHED: booleanSetting
    .default(false)
    .describe('Runs int8 models on several texts at once: faster, but a text’s vector then depends on its neighbours'),
  LEXHOP_EMBEDDING_IDLE_UNLOAD_S: integerSetting(0, 86_400)
    .default(900)
    .describe('Seconds without a call after which a local model is unloaded; 0 keeps it'),
  LEXHOP_EMBEDDING_MOCK_DIMENSIONS: integerSetting(16, 8192).default(256).describe('Dimensions of the mock'),
  ...modelFilesSettings.shape,
  LEXHOP_OPENAI_EMBEDDING_BASE_URL: addressSetting
    .optional()
    .describe(
      'Address of a server that speaks OpenAI’s /v1/embeddings, up to and with its /v1: openai-compatible in the chain',
    ),
  LEXHOP_OPENAI_EMBEDDING_MODEL: z
    .string()
    .optional()
    .describe('The model as that server names it, bge-m3 for instance'),
  LEXHOP_OPENAI_EMBEDDING_API_KEY: z
    .string()
    .optional()
    .meta(secret)
    .describe('Key for that server, where it asks for one'),
  LEXHOP_OPENAI_EMBEDDING_DIMENSIONS: integerSetting(1, 65_536)
    .optional()
    .describe('Dimensions to ask that server for; the model’s own when not set'),
  LEXHOP_OPENAI_EMBEDDING_REVISION: z
    .string()
    .regex(/^[\w-]{1,40}$/u, { error: 'up to 40 letters, digits, _ and - are allowed' })
    .optional()
    .describe('A word for the version of that server’s model: with another one, graphs are embedded anew'),
  LEXHOP_OPENAI_EMBEDDING_REQUESTS_PER_MINUTE: requestsPerMinuteSetting.describe(
    'Most requests a minute to that server, of all workers together; no limit when not set',
  ),
  LEXHOP_OPENAI_EMBEDDING_TOKENS_PER_MINUTE: tokensPerMinuteSetting.describe(
    'Most tokens a minute to that server, of all workers together; no limit when not set',
  ),
  LEXHOP_OPENAI_EMBEDDING_TIMEOUT_S: integerSetting(1, 3600)
    .default(120)
    .describe('Seconds to wait for one reply of that server; a model may have to be loaded first'),
  ...geminiSettings.shape,
  LEXHOP_GEMINI_EMBEDDING_MODEL: z.string().default('gemini-embedding-001').describe('Gemini’s embedding model'),
  LEXHOP_GEMINI_EMBEDDING_DIMENSIONS: integerSetting(128, 3072)
    .default(768)
    .describe('Dimensions of Gemini’s vectors; 768, 1536 and 3072 are recommended by Google'),
  LEXHOP_GEMINI_EMBEDDING_REQUESTS_PER_MINUTE: requestsPerMinuteSetting.describe(
    'Most requests a minute to Gemini’s embedding model, of all workers together, every text of a batch counting as one; no limit when not set, but what a refusal names is kept to',
  ),
  LEXHOP_GEMINI_EMBEDDING_TOKENS_PER_MINUTE: tokensPerMinuteSetting.describe(
    'Most tokens a minute to Gemini’s embedding model, of all workers together; no limit when not set',
  ),
  LEXHOP_GEMINI_EMBEDDING_TIMEOUT_S: integerSetting(1, 600)
    .default(60)
    .describe('Seconds to wait for one reply of Gemini'),
});
export type EmbeddingSettings = Readonly<z.infer<typeof embeddingSettings>>;
