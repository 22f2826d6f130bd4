import 'reflect-metadata';
import { endFailedStart, endInTime, JsonLogger, tellFirstStart } from '@lexhop/engine';
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
  // SIGTERM: what runs ends, or goes back to the queue within 5 s.
  worker.enableShutdownHooks();
  endInTime(logger);
  const url = await worker.get(HealthServer).listen();
  if (process.send) {
    process.send({ url });
    process.once('disconnect', () => void worker.close().then(() => process.exit(0)));
  }
  process.stdout.write(`LexHop works on builds (process ${process.pid}, health at ${url}/health/ready)\n`);
} catch (thrown) {
  endFailedStart(thrown);
}
