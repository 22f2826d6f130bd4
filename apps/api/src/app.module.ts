import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { EngineModule } from '@lexhop/engine';
import { createModelCache, ModelCache, ModelPulls } from '@lexhop/model-files';
import type { Logger } from '@lexhop/foundation';
import type { OpeningServer } from '@lexhop/postgres';
import { AccessController } from './access/access.controller.js';
import { McpController } from './agents/mcp.controller.js';
import { ChatController } from './agents/chat.controller.js';
import { BoardSessionController } from './admin/board-session.controller.js';
import { AnswersController } from './answers/answers.controller.js';
import { KeysController } from './access/keys.controller.js';
import { ArticlesController } from './articles/articles.controller.js';
import { BackupController } from './backup/backup.controller.js';
import { BuildsController } from './builds/builds.controller.js';
import { EmbeddingController } from './embedding/embedding.controller.js';
import { ModelsController } from './embedding/models.controller.js';
import { HealthController, MetricsController } from './health/health.controller.js';
import { ProblemFilter } from '@lexhop/http';
import { LanguageModelController, LedgerController } from './language-model/language-model.controller.js';
import { QuestionsController } from './questions/questions.controller.js';
import { GraphQueries } from './retrieval/graph-queries.js';
import { RetrievalController, RetrievalStatusController } from './retrieval/retrieval.controller.js';
import { ServiceController } from './service/service.controller.js';
import { StatutesController } from './statutes/statutes.controller.js';
import { TransferController } from './transfer/transfer.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { type ApiSettings, settingsToken } from './settings.js';

const controllers = [
  AccessController,
  KeysController,
  BoardSessionController,
  BackupController,
  WebhooksController,
  StatutesController,
  QuestionsController,
  BuildsController,
  RetrievalController,
  RetrievalStatusController,
  AnswersController,
  McpController,
  ChatController,
  ArticlesController,
  TransferController,
  EmbeddingController,
  ModelsController,
  LanguageModelController,
  LedgerController,
  HealthController,
  MetricsController,
  ServiceController,
];

/** REST over the engine: the controllers, with the pipe and the filter of every one of them. */
@Module({})
export class AppModule {
  /** The module for the settings. The process also works on builds, unless the settings leave that to workers. */
  static async with(settings: ApiSettings, logger: Logger, ahead?: OpeningServer): Promise<DynamicModule> {
    const worksOnBuilds = settings.server.LEXHOP_API_WORKS_ON_BUILDS;
    const models = createModelCache(settings.embedding);
    return {
      module: AppModule,
      imports: [
        await EngineModule.with({
          settings,
          logger,
          worksOnBuilds,
          answersQueries: true,
          service: 'lexhop-api',
          ahead,
        }),
      ],
      controllers,
      providers: [
        { provide: settingsToken, useValue: settings },
        GraphQueries,
        { provide: ModelCache, useValue: models },
        { provide: ModelPulls, useValue: new ModelPulls(models) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: StandardSchemaValidationPipe },
      ],
    };
  }
}
