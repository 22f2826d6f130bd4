import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { vectorOutputs as writtenByEmbed } from '@lexhop/embedding';
import { retrievalModes as modesOfRetrieval } from '@lexhop/retrieval';
import { commandWords } from './terminal/output.js';
import { retrievalModes, vectorOutputs } from './command.js';
import { program } from './program.js';

/** Every command without commands of its own, by its words. */
function commandsOf(parent: Command, before = ''): readonly (readonly [string, Command])[] {
  return parent.commands.flatMap((command) => {
    const words = `${before}${command.name()}`;
    return command.commands.length > 0 ? commandsOf(command, `${words} `) : [[words, command] as const];
  });
}

describe('the command line', () => {
  it('offers --json wherever there is an answer, and not where lines of JSON are all there is, nor of a server, a demo, or what is only done', () => {
    const without = commandsOf(program()).filter(([, { options }]) => !options.some(({ long }) => long === '--json'));
    expect(without.map(([words]) => words)).toEqual([
      'questions export',
      'mcp',
      'graph export',
      'demo',
      'backup',
      'restore',
      'keys revoke',
    ]);
  });

  it('offers the modes and outputs that the rooms have', () => {
    expect(retrievalModes).toEqual(modesOfRetrieval);
    expect(vectorOutputs).toEqual(writtenByEmbed);
  });

  it.each([
    ['file:///home/me/node_modules/lexhop/packed/', 'npx lexhop'],
    ['file:///home/me/lexhop/', 'npm run -s lexhop --'],
  ])('is typed in %s as %s', (folder, words) => {
    expect(commandWords(new URL(folder))).toBe(words);
  });
});
