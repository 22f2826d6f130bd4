import { type LogFacts, logFactsHere, Logger } from '@lexhop/foundation';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger as Pino } from 'pino';

/** Writes log lines as JSON to standard error, with the facts of the work that is under way. Standard output is for the answers of commands. */
export class JsonLogger extends Logger implements LoggerService {
  readonly #pino: Pino;

  /** @param destination where the lines go instead of standard error */
  constructor(destination: DestinationStream = pino.destination(2)) {
    super();
    this.#pino = pino(
      {
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        // pino writes a line's own facts into what it is given.
        mixin: () => ({ ...logFactsHere() }),
        redact: ['key', 'apiKey', 'authorization', '*.key', '*.apiKey'],
      },
      destination,
    );
  }

  override info(sentence: string, facts: LogFacts = {}): void {
    this.#pino.info(facts, sentence);
  }

  override warn(sentence: string, facts?: LogFacts | string): void {
    this.#pino.warn(factsOf(facts), sentence);
  }

  override error(sentence: string, facts?: LogFacts | string): void {
    this.#pino.error(factsOf(facts), sentence);
  }

  /** Nest's own lines about modules and routes are of no use to an operator. */
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
