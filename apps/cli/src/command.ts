import type { Command } from 'commander';
import { graphOption, jsonOption } from './command-options.js';
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
