import { expect, it } from 'vitest';
import { lexhop } from '../support/command-line.js';
import { aFolder } from '../support/server.js';

it('the demo goes from files to three answers with their paths, in one command, and ends when asked to', async () => {
  const folder = await aFolder();
  const demo = await lexhop(folder.path, 'demo', '--once');
  await folder.remove();
  expect(demo.code).toBe(0);
  expect(demo.output).toContain('statutes: 2 read, 271 articles, 21 of them repealed');
  expect(demo.output).toContain('question bank: 250 of 250 entries fit');
  expect(demo.output).toContain('Build 1 of graph default is active');
  expect(demo.output).toContain('semantic: false');
  expect(demo.errors).toMatch(/4\/\d match edges/);
  expect(demo.output.match(/^\? /gm)).toHaveLength(3);
  expect(demo.output).toMatch(/著作權法 \S+ +\[J0070017:/);
  expect(demo.output).toContain('←');
  expect(demo.output).toContain('Ask more');
});
