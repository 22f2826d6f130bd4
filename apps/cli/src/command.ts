import type { Command } from 'commander';
import { graphOption, jsonOption } from './command-options.js';
import { type Output, terminalOutput } from './terminal/output.js';

/** What every command works with. */
export interface CommandContext {
  /** The variables that settings are read from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

type Load = () => Promise<(context: CommandContext, ...given: never[]) => unknown>;

/** Adds a command. Its own code is loaded only when it is called: help must not wait for it. */
export function command(parent: Command, usage: string, description: string, load: Load): Command {
  // Commander gives the arguments, the options, and the command itself.
  const run = async (...given: readonly unknown[]) => {
    const { json } = (given.at(-1) as Command).opts<{ readonly json?: boolean }>();
    const loaded = await load();
    await loaded({ environment: process.env, output: terminalOutput(json) }, ...(given as never[]));
  };
  return parent.command(usage).description(description).action(run);
}

/** Adds a command on one graph, that has an answer. */
export function graphCommand(parent: Command, usage: string, description: string, load: Load): Command {
  return command(parent, usage, description, load)
    .option(...graphOption)
    .option(...jsonOption);
}
