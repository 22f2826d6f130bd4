import {
  answerEventSchemas,
  answerRequestSchema,
  answerSchema,
  answerSentenceSchema,
  citationSchema,
  evidenceArticleSchema,
} from '@lexhop/answering';
import { readinessSchema } from '@lexhop/engine';
import { reasonSchema } from '@lexhop/foundation';
import {
  articleNodeSchema,
  buildComparisonSchema,
  buildCountsSchema,
  buildFailureSchema,
  buildSettingsSchema,
  buildStateSchema,
  buildStepSchema,
  buildWarningSchema,
  citationEdgeSchema,
  definitionEdgeSchema,
  edgeCountsSchema,
  edgeKindSchema,
  edgeSchema,
  embeddingSpaceSchema,
  hierarchyEdgeSchema,
  ledgerTotalSchema,
  nodeLevelSchema,
  passedOverSchema,
  questionEdgeSchema,
  relationEdgeSchema,
  stepProgressSchema,
} from '@lexhop/graph-model';
import { readingRequestSchema, readingSchema } from '@lexhop/query-understanding';
import { retrievalModeSchema, retrieveManyRequestSchema, retrieveRequestSchema } from '@lexhop/retrieval';
import { z } from 'zod';
import { chatCompletionSchema, chatModelsSchema, chatRequestSchema } from './agents/chat.contract.js';
import { answerEventSchema } from './answers/answers.controller.js';
import { accessSchema } from './access/access.controller.js';
import { restoredSchema } from './backup/backup.controller.js';
import {
  auditEntrySchema,
  auditPageSchema,
  keyListSchema,
  keyRequestSchema,
  keySchema,
  newKeySchema,
} from './access/keys.controller.js';
import {
  articlePageSchema,
  dependentSchema,
  graphOverviewSchema,
  impactSchema,
  neighbourAnswerSchema,
} from './articles/articles.contract.js';
import {
  buildAnswerSchema,
  buildEstimateAnswerSchema,
  buildPageSchema,
  buildRequestSchema,
  stepViewSchema,
} from './builds/builds.contract.js';
import * as embedding from './embedding/embedding.contract.js';
import { localModelSchema, modelPullSchema, modelsAnswerSchema } from './embedding/models.controller.js';
import { livenessSchema } from './health/health.controller.js';
import { problemSchema } from '@lexhop/http';
import { languageModelStatusSchema, ledgerAnswerSchema } from './language-model/language-model.controller.js';
import { bankFitSchema, bankImportAnswerSchema } from './questions/questions.controller.js';
import { readerListSchema } from './retrieval/retrieval.controller.js';
import {
  pathStepSchema,
  retrieveAnswerSchema,
  retrieveManyAnswerSchema,
  retrievedArticleSchema,
  scorePartSchema,
} from './retrieval/retrieval.contract.js';
import { serviceSchema } from './service/service.controller.js';
import { deliveryListSchema, deliverySchema } from './webhooks/webhooks.controller.js';
import * as statutes from './statutes/statutes.contract.js';
import { graphListSchema } from './transfer/transfer.controller.js';

/** Every schema that the OpenAPI document has as a named component, so that a generated client has a named type. */
const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Access: accessSchema,
  Answer: answerSchema,
  AnswerEvent: answerEventSchema,
  AnswerEvidence: answerEventSchemas.evidence,
  AnswerRequest: answerRequestSchema,
  AnswerSentence: answerSentenceSchema,
  AnswerSentenceEvent: answerEventSchemas.sentence,
  ApiKey: keySchema,
  ApiKeyList: keyListSchema,
  ApiKeyRequest: keyRequestSchema,
  ArticleCitations: statutes.articleCitationsSchema,
  ArticleNode: articleNodeSchema,
  ArticlePage: articlePageSchema,
  AuditEntry: auditEntrySchema,
  AuditPage: auditPageSchema,
  BackupRestored: restoredSchema,
  BankFit: bankFitSchema,
  BankImport: bankImportAnswerSchema,
  Build: buildAnswerSchema,
  BuildComparison: buildComparisonSchema,
  BuildCounts: buildCountsSchema,
  BuildEstimate: buildEstimateAnswerSchema,
  BuildFailure: buildFailureSchema,
  BuildPage: buildPageSchema,
  BuildRequest: buildRequestSchema,
  BuildSettings: buildSettingsSchema,
  BuildState: buildStateSchema,
  BuildStep: buildStepSchema,
  BuildWarning: buildWarningSchema,
  ChatCompletion: chatCompletionSchema,
  ChatModels: chatModelsSchema,
  ChatRequest: chatRequestSchema,
  Citation: citationSchema,
  CitationEdge: citationEdgeSchema,
  CitationPage: statutes.citationPageSchema,
  CitedTarget: statutes.citedTargetSchema,
  DefinitionEdge: definitionEdgeSchema,
  Delivery: deliverySchema,
  DeliveryList: deliveryListSchema,
  Dependent: dependentSchema,
  Edge: edgeSchema,
  EdgeCounts: edgeCountsSchema,
  EdgeKind: edgeKindSchema,
  EmbeddedText: embedding.vectorRecordSchema,
  EmbeddingModelInUse: embedding.modelSchema,
  EmbeddingSpace: embeddingSpaceSchema,
  EmbeddingStatus: embedding.embeddingStatusSchema,
  EvidenceArticle: evidenceArticleSchema,
  GraphList: graphListSchema,
  GraphOverview: graphOverviewSchema,
  HierarchyEdge: hierarchyEdgeSchema,
  Impact: impactSchema,
  ImportedFile: statutes.importedFileSchema,
  LanguageModelStatus: languageModelStatusSchema,
  Ledger: ledgerAnswerSchema,
  LedgerTotal: ledgerTotalSchema,
  Liveness: livenessSchema,
  LocalModel: localModelSchema,
  ModelList: modelsAnswerSchema,
  ModelPull: modelPullSchema,
  Neighbourhood: neighbourAnswerSchema,
  NewApiKey: newKeySchema,
  NodeLevel: nodeLevelSchema,
  PassedOver: passedOverSchema,
  Reason: reasonSchema,
  PathStep: pathStepSchema,
  Problem: problemSchema,
  ProviderState: embedding.providerStateSchema,
  QuestionEdge: questionEdgeSchema,
  ReaderList: readerListSchema,
  Readiness: readinessSchema,
  Reading: readingSchema,
  ReadingRequest: readingRequestSchema,
  RelationEdge: relationEdgeSchema,
  RetrievalMode: retrievalModeSchema,
  RetrieveAnswer: retrieveAnswerSchema,
  RetrieveManyAnswer: retrieveManyAnswerSchema,
  RetrieveManyRequest: retrieveManyRequestSchema,
  RetrieveRequest: retrieveRequestSchema,
  RetrievedArticle: retrievedArticleSchema,
  ScorePart: scorePartSchema,
  Service: serviceSchema,
  Similarity: embedding.similarityAnswerSchema,
  SimilarityRequest: embedding.similarityRequestSchema,
  Statute: statutes.statuteRecordSchema,
  StatuteImport: statutes.importAnswerSchema,
  StatutePage: statutes.statutePageSchema,
  StatuteWarning: statutes.statuteWarningSchema,
  StatuteWithArticles: statutes.statuteAnswerSchema,
  StepProgress: stepProgressSchema,
  StepView: stepViewSchema,
  Vectors: embedding.vectorsAnswerSchema,
  VectorsRequest: embedding.vectorsRequestSchema,
};

/** A schema as OpenAPI 3.1 writes it, with the named schemas that it refers to. */
interface DescribedSchema {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Describes a schema of a request (`input`) or an answer (`output`); a named one is a reference to its component. */
export function describeSchema(schema: z.ZodType, io: 'input' | 'output'): DescribedSchema {
  for (const [id, named] of Object.entries(namedSchemas)) z.globalRegistry.add(named, { ...named.meta(), id });
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    // Read-only is how our own code may use a value; in OpenAPI it would forbid clients to send it.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  return { schema: own, components: $defs as DescribedSchema['components'] };
}
