import { type LogFacts, logFactsHere, Logger } from '@lexhop/foundation';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';

/** Log lines as JSON on standard error, with the facts of the work they are written in: standard output belongs to what a command answers. */
export class JsonLogger extends Logger implements LoggerService {
  readonly #pino: Pino = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: logFactsHere,
      redact: ['key', 'apiKey', 'authorization', '*.key', '*.apiKey'],
    },
    pino.destination(2),
  );

  override info(sentence: string, facts: LogFacts = {}): void {
    this.#pino.info(facts, sentence);
  }

  override warn(sentence: string, facts?: LogFacts | string): void {
    this.#pino.warn(factsOf(facts), sentence);
  }

  override error(sentence: string, facts?: LogFacts | string): void {
    this.#pino.error(factsOf(facts), sentence);
  }

  /** Nest's own chatter about modules and routes is of no use to an operator. */
  log(): void {}
  debug(): void {}
  verbose(): void {}
  fatal(sentence: string): void {
    this.#pino.fatal(sentence);
  }
}

function factsOf(facts: LogFacts | string | undefined): LogFacts {
  return typeof facts === 'string' ? { context: facts } : (facts ?? {});
}
