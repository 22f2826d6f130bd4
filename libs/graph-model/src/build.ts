import { namedObject, reasonSchema } from '@lexhop/foundation';
import { z } from 'zod';
import { nodeLevelSchema } from './article-node.js';
import { edgeCountsSchema } from './edge.js';
import { embeddingSpaceSchema } from './embedding-space.js';

/** The steps of a build, in order. */
export const buildStepSchema = z
  .enum(['compare', 'draft', 'embed', 'match', 'check', 'publish'])
  .meta({ id: 'BuildStep' });
export type BuildStep = z.infer<typeof buildStepSchema>;
export const buildSteps: readonly BuildStep[] = buildStepSchema.options;

/**
 * `running` → `active` | `failed` | `cancelled`; `failed` and `cancelled` → `running` by retry;
 * `active` → `superseded` when another build is activated; `active` → `rolled-back`; `abandoned`: its rows are gone.
 */
const buildStateSchema = z
  .enum(['running', 'active', 'superseded', 'rolled-back', 'failed', 'cancelled', 'abandoned'])
  .meta({ id: 'BuildState' });
export type BuildState = z.infer<typeof buildStateSchema>;

/** What a build is asked to be; frozen when it starts. */
export const buildSettingsSchema = namedObject('BuildSettings', {
  /** `import`: its rows come from an exported build instead of the graph's statutes. */
  from: z.enum(['active', 'scratch', 'import']),
  levels: z.array(nodeLevelSchema).min(1),
  /** Only these statutes; all of the graph's when absent. */
  statutes: z.array(z.string()).optional(),
  matching: z.object({
    minimumScore: z.number().min(0).max(1),
    /** Most question edges that may leave one node; no limit when absent. */
    edgesPerNode: z.number().int().positive().optional(),
    /** The cap on question edges is this times n·ln n; 1 as in the paper. */
    capFactor: z.number().positive(),
  }),
  /** Embedding providers to try, in order, instead of the settings' chain. */
  embeddingChain: z.array(z.string().min(1)).min(1).optional(),
  /** Activate though some articles could not be drafted, naming them, instead of stopping after the draft step. */
  activateWithoutFailed: z.boolean(),
});
export type BuildSettings = Readonly<z.infer<typeof buildSettingsSchema>>;

/** Counters of one step; kept by the store in the transaction of the work they count. */
export const stepProgressSchema = namedObject('StepProgress', {
  /** Units of work: nodes, texts, questions. */
  total: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  /** ISO date-time. */
  startedAt: z.string().optional(),
  /** When it was last put on the queue (by a retry, after a crash, for another round), and what was done by then. */
  resumedAt: z.string().optional(),
  doneBefore: z.number().int().nonnegative().optional(),
});
export type StepProgress = Readonly<z.infer<typeof stepProgressSchema>>;

/** A sentence about a build that its owner should read, with a stable code and the ids concerned (at most 100 of them). */
const buildWarningSchema = namedObject('BuildWarning', {
  code: z.string(),
  sentence: z.string(),
  count: z.number().int().nonnegative(),
  ids: z.array(z.string()),
});
export type BuildWarning = Readonly<z.infer<typeof buildWarningSchema>>;

/** What the build consists of; written by the check step. */
const buildCountsSchema = namedObject('BuildCounts', {
  /** Live nodes by level; apart from them, at either level, repealed ones and those of abolished statutes. */
  nodes: z.object({ article: z.number(), paragraph: z.number(), repealed: z.number() }),
  questions: z.object({ incoming: z.number(), outgoing: z.number() }),
  edges: edgeCountsSchema,
  /** Live nodes without an edge of a question or of the law's words, in either direction. */
  isolated: z.number(),
  /** Live nodes without any question. */
  undrafted: z.number(),
  /** Nodes by number of edges but those of the hierarchy, both directions: 0, 1, 2, 3–4, 5–8, 9–16, more. */
  degreeHistogram: z.array(z.object({ upTo: z.number().nullable(), nodes: z.number() })),
  /** Question edges by match score, ten bins of .1 from 0 to 1. */
  scoreHistogram: z.array(z.number()),
});
export type BuildCounts = Readonly<z.infer<typeof buildCountsSchema>>;

/** What compare found against the active build. */
const buildComparisonSchema = namedObject('BuildComparison', {
  opened: z.number().int().nonnegative(),
  closed: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  /** Whether an id came or went, a statute's title changed, or one was abolished: citations of unchanged articles may then lead elsewhere. */
  idsChanged: z.boolean(),
  /** Statutes with a node opened or closed, by id; absent where more than 200 have. */
  changedStatutes: z.array(z.string()).optional(),
});
export type BuildComparison = Readonly<z.infer<typeof buildComparisonSchema>>;

/** The rules by which this LexHop draws the edges that the law's words state: another number, and the next build draws all of them anew. */
export const statedEdgeRules = 3;

/** A batch that failed for good, and why. */
const buildFailureSchema = namedObject('BuildFailure', {
  step: buildStepSchema,
  batch: z.string(),
  code: z.string(),
  sentence: z.string(),
  attempts: z.number().int().positive(),
  at: z.string(),
});
export type BuildFailure = Readonly<z.infer<typeof buildFailureSchema>>;

/** The calls that a build made to one language model. */
export const ledgerTotalSchema = namedObject('LedgerTotal', {
  /** `provider/model` */
  model: z.string(),
  completed: z.number(),
  /** Of the completed ones, those whose tokens are estimated, because the provider did not count them all. */
  estimated: z.number(),
  failed: z.number(),
  /** Begun and not settled: in flight, or lost with the process that made them. They count against budgets at the most they can cost. */
  unknown: z.number(),
  /** Of settled calls. */
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** In millionths of a USD. */
  microUsd: z.number(),
  unknownMicroUsd: z.number(),
});

/** What a running build waits for, in a sentence and by its code. ISO date-times: since when, and when it is tried again at the latest. */
const buildWaitSchema = z.object({
  reason: z.string(),
  code: z.string().optional(),
  since: z.string(),
  until: z.string(),
});
export type BuildWait = Readonly<z.infer<typeof buildWaitSchema>>;

/** A provider of the embedding chain that was passed over, and why. */
const passedOverSchema = namedObject('PassedOver', { ...reasonSchema.shape, name: z.string() });
export type PassedOver = Readonly<z.infer<typeof passedOverSchema>>;

/** A numbered version of one graph. */
export const buildSchema = z.object({
  graph: z.string(),
  number: z.number().int().positive(),
  /** Fencing: every save names the run it belongs to; cancel and retry begin another. */
  run: z.number().int().positive(),
  state: buildStateSchema,
  step: buildStepSchema,
  /** How often the current step was put on the queue; a job of an older attempt does nothing. */
  attempt: z.number().int().positive(),
  settings: buildSettingsSchema,
  /** Chosen once, when the embed step begins; never changed after. */
  space: embeddingSpaceSchema.optional(),
  /** Providers of the chain before the one in use. */
  passedOver: z.array(passedOverSchema),
  /** A model being fetched for this build, in bytes. */
  download: z.object({ model: z.string(), done: z.number(), total: z.number() }).optional(),
  /** Where the questions came from: `question-bank`, a language model's `provider/model`, both, or nothing. */
  draftedBy: z.array(z.string()),
  /** What was paid to language models, all runs together; absent where none was asked. */
  ledger: z.array(ledgerTotalSchema).optional(),
  progress: z.partialRecord(buildStepSchema, stepProgressSchema),
  /** Absent while its work goes on. */
  waiting: buildWaitSchema.optional(),
  /** By which rules its stated edges are drawn; absent of an import, and where they were drawn before there were any numbers. */
  statedEdgeRules: z.number().int().optional(),
  comparison: buildComparisonSchema.optional(),
  counts: buildCountsSchema.optional(),
  warnings: z.array(buildWarningSchema),
  failures: z.array(buildFailureSchema),
  /** Why it failed, in a sentence; only when failed. */
  failure: z.string().optional(),
  /** What kind of failure that is; stable. */
  failureCode: z.string().optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
});
export type Build = Readonly<z.infer<typeof buildSchema>>;

/** Names one build. */
export interface BuildReference {
  readonly graph: string;
  readonly number: number;
}

/** Names one run of one build: what a save must show to be accepted. */
export interface BuildRun extends BuildReference {
  readonly run: number;
}

/** A graph's name: lower-case letters, digits, hyphens; 1 to 64 of them. */
export const graphNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
  error: 'a graph is named by 1 to 64 lower-case letters, digits and hyphens, not beginning or ending with a hyphen',
});
