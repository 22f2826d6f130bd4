import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a run in which a test file lost its process fails, and names the file', { timeout: 120_000 }, async () => {
  // Beside the others, where Node finds Vitest.
  const folder = await mkdtemp(fileURLToPath(new URL('../../node_modules/.run-report-', import.meta.url)));
  try {
    const report = new URL('../../scripts/run-report.mjs', import.meta.url).href;
    await writeFile(
      `${folder}/vitest.config.mjs`,
      `import { RunReport } from '${report}';\nexport default { test: { reporters: [new RunReport()] } };`,
    );
    const test = (body: string) => `import { it } from 'vitest';\nit('runs', () => { ${body} });`;
    await writeFile(`${folder}/lives.test.mjs`, test(''));
    await writeFile(`${folder}/dies.test.mjs`, test(`process.kill(process.pid, 'SIGKILL');`));
    const { code, output } = await vitestIn(folder);
    expect(output).toContain('Lost, since the process that ran them ended:\n  dies.test.mjs\n');
    expect(output).toContain('1 passed, 0 failed, 0 skipped, 1 file lost\n');
    expect(code).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function vitestIn(folder: string) {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  return new Promise<{ readonly code: unknown; readonly output: string }>((resolve) => {
    execFile(process.execPath, [vitest, 'run', '--root', folder], (error, output) => {
      resolve({ code: error?.code, output });
    });
  });
}
