import 'reflect-metadata';
import { endFailedStart, endInTime, endWithParent, JsonLogger, tellFirstStart } from '@lexhop/engine';
import { NestFactory } from '@nestjs/core';
import { HealthServer } from './health-server.js';
import { readWorkerSettings } from './settings.js';
import { WorkerModule } from './worker.module.js';

try {
  const logger = new JsonLogger();
  const settings = readWorkerSettings(process.env);
  await tellFirstStart(settings);
  const worker = await NestFactory.createApplicationContext(await WorkerModule.with(settings, logger), {
    logger,
    abortOnError: false,
  });
  // On SIGTERM running jobs end, or go back to the queue within 5 s.
  worker.enableShutdownHooks();
  endInTime(logger);
  const url = await worker.get(HealthServer).listen();
  endWithParent(url, worker);
  process.stdout.write(`LexHop works on builds (process ${process.pid}, health at ${url}/health/ready)\n`);
} catch (thrown) {
  endFailedStart(thrown);
}
