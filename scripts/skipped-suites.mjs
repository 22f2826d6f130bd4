/**
 * A reporter for Vitest that ends a run with what was skipped and why. A suite that skips itself says so once, as
 * `console.warn('Skipped: WHAT, since WHY.')`; a test file that skips without a word is named as such.
 */
export class SkippedSuites {
  #reasons = new Map();

  onUserConsoleLog({ content, taskId }) {
    for (const line of content.split('\n')) {
      if (line.startsWith('Skipped: ')) this.#reasons.set(line, taskId);
    }
  }

  onTestRunEnd(modules) {
    const explained = new Set([...this.#reasons.values()].map((id) => id?.split('_')[0]));
    const silent = modules
      .filter((module) => [...module.children.allTests('skipped')].length > 0 && !explained.has(module.id))
      .map(({ relativeModuleId, children }) => {
        const { length } = [...children.allTests('skipped')];
        return `Skipped: ${length === 1 ? '1 test' : `${length} tests`} of ${relativeModuleId}, without a word.`;
      });
    const lines = [...this.#reasons.keys(), ...silent];
    if (lines.length === 0) return;
    process.stdout.write(`\n${lines.length === 1 ? 'One suite was' : `${lines.length} suites were`} skipped:\n`);
    for (const line of lines) process.stdout.write(`  ${line.slice('Skipped: '.length)}\n`);
  }
}
