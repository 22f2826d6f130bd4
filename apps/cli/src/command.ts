import type { VectorOutput } from '@lexhop/embedding';
import type { RetrievalMode } from '@lexhop/retrieval';
import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext, Connection } from './connect.js';
import { terminalOutput } from './terminal/output.js';

type Load<Given> = () => Promise<(given: Given, ...words: never[]) => unknown>;

/** Adds a command. Its own code is loaded only when it is called: help must not wait for it. */
export function command(parent: Command, usage: string, description: string, load: Load<CommandContext>): Command {
  // Commander gives the arguments, the options, and the command itself.
  const run = async (...words: readonly unknown[]) => {
    const { json } = (words.at(-1) as Command).opts<{ readonly json?: boolean }>();
    const loaded = await load();
    await loaded({ environment: process.env, output: terminalOutput(json) }, ...(words as never[]));
  };
  return parent.command(usage).description(description).action(run);
}

/** Adds a command that speaks to a server. */
export function serverCommand(parent: Command, usage: string, description: string, load: Load<Connection>): Command {
  return command(parent, usage, description, async () => {
    const [{ withConnection }, loaded] = await Promise.all([import('./connect.js'), load()]);
    return (context, ...words) => withConnection(context, async (connection) => loaded(connection, ...words));
  });
}

/** Adds a command that speaks to a server about one graph, and has an answer. */
export function graphCommand(parent: Command, usage: string, description: string, load: Load<Connection>): Command {
  return serverCommand(parent, usage, description, load)
    .option(...graphOption)
    .option(...jsonOption);
}

/** The options of a command on one graph. */
export interface GraphOptions {
  readonly graph: string;
}

export const graphOption = ['--graph <name>', 'graph to work on', 'default'] as const;
export const jsonOption = ['--json', 'answer as JSON, for scripts'] as const;
export const statutesOption = [
  '--statutes <names>',
  'only these statutes (ids, titles, short names), separated by commas',
  names,
] as const;
export const chainOption = [
  '--chain <providers>',
  'embedding providers to try, in order, separated by commas',
] as const;

// The rooms' own lists: a value taken from a room would load all of it, and help would wait for that.

/** The modes of `ask` and `evaluate`. */
export const retrievalModes: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop', 'hop-paper'];

/** What `embed` writes. */
export const vectorOutputs: readonly VectorOutput[] = ['dense', 'sparse', 'multi-vector'];

/** Reads a list like `民法,刑法`. */
export function names(given: string): readonly string[] {
  return given.split(',');
}

/** Reads a list like `dense,sparse`; refuses what is not known. */
export function namesOf<Name extends string>(known: readonly Name[]): (given: string) => readonly Name[] {
  return (given) =>
    names(given).map((name) => {
      const found = known.find((each) => each === name.trim());
      if (found !== undefined) return found;
      throw new InvalidArgumentError(`${JSON.stringify(name)} is none of ${known.join(', ')}.`);
    });
}

export function wholeNumber(given: string): number {
  const number = Number(given);
  if (Number.isInteger(number)) return number;
  throw new InvalidArgumentError('It is a whole number.');
}

export const keyArgument = ['<name>', 'small letters, digits and hyphens', keyName] as const;

function keyName(given: string): string {
  if (/^[a-z0-9-]{1,64}$/u.test(given)) return given;
  throw new InvalidArgumentError('A name has up to 64 small letters, digits and hyphens.');
}
