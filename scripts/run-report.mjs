/**
 * A reporter for Vitest that ends a run with what was skipped and why, the slowest twenty tests, and how many passed and failed. Test files
 * that never ended, since their process did, are named and counted, and the run is a failed one.
 * A suite that skips itself says so once, as `console.warn('Skipped: WHAT, since WHY.')`; a test file that skips without a word is named as such.
 */
export class RunReport {
  #reasons = new Map();

  onUserConsoleLog({ content, taskId }) {
    for (const line of content.split('\n')) {
      if (line.startsWith('Skipped: ')) this.#reasons.set(line, taskId);
    }
  }

  onTestRunEnd(modules, _errors, reason) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const lines = [...this.#reasons.keys(), ...silentlySkipped(modules, [...this.#reasons.values()])];
    print(
      `${lines.length === 1 ? 'One suite was' : `${lines.length} suites were`} skipped:`,
      lines.map(withoutTheWord),
    );
    print('The slowest tests:', slowest(tests, 20));
    const ended = (state) => tests.filter((test) => test.result().state === state).length;
    const lost = reason === 'interrupted' ? [] : modules.filter(neverEnded).map((module) => module.relativeModuleId);
    print('Lost, since the process that ran them ended:', lost);
    if (lost.length > 0) process.exitCode = 1;
    const files = lost.length === 0 ? '' : `, ${lost.length} ${lost.length === 1 ? 'file' : 'files'} lost`;
    process.stdout.write(
      `\n${ended('passed')} passed, ${ended('failed')} failed, ${ended('skipped')} skipped${files}\n`,
    );
  }
}

function print(heading, lines) {
  if (lines.length > 0) process.stdout.write(`\n${heading}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

const neverEnded = (module) => ['pending', 'queued'].includes(module.state());

const withoutTheWord = (line) => line.slice('Skipped: '.length);

function silentlySkipped(modules, explainedTasks) {
  const explained = new Set(explainedTasks.map((id) => id?.split('_')[0]));
  return modules
    .map((module) => ({ module, skipped: [...module.children.allTests('skipped')].length }))
    .filter(({ module, skipped }) => skipped > 0 && !explained.has(module.id))
    .map(({ module, skipped }) => {
      const count = skipped === 1 ? '1 test' : `${skipped} tests`;
      return `Skipped: ${count} of ${module.relativeModuleId}, without a word.`;
    });
}

function slowest(tests, count) {
  return tests
    .map((test) => ({ test, seconds: (test.diagnostic()?.duration ?? 0) / 1000 }))
    .filter(({ seconds }) => seconds >= 1)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(
      ({ test, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${test.module.relativeModuleId} > ${test.fullName}`,
    );
}
