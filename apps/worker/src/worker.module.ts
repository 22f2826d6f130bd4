import { EngineModule } from '@lexhop/engine';
import type { Logger } from '@lexhop/foundation';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthServer, healthServerOptionsToken } from './health-server.js';
import type { WorkerSettings } from './settings.js';

const does = { worksOnBuilds: true, answersQueries: false } as const;

/** The engine, which works on builds, and the server of its health. */
@Module({})
export class WorkerModule {
  static async with(settings: WorkerSettings, logger: Logger): Promise<DynamicModule> {
    return {
      module: WorkerModule,
      imports: [await EngineModule.with({ settings, logger, ...does, service: 'lexhop-worker' })],
      providers: [HealthServer, { provide: healthServerOptionsToken, useValue: settings }],
    };
  }
}
