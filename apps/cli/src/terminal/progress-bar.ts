import { Presets, SingleBar } from 'cli-progress';
import { spellSeconds } from './spell.js';

const secondsBetweenLines = 10;

/** Shows on standard error how far something has come and how long it will take: a bar in a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #bar = new SingleBar(
    { format: '{title} [{bar}] {amount}{left}', hideCursor: true, stream: process.stderr, barsize: 24 },
    Presets.shades_classic,
  );
  #begun: { readonly at: number; readonly done: number } | undefined;
  #nextLine = 0;

  /** @param spell an amount for people: `12 MB`, `300` */
  constructor(
    private readonly title: string,
    private readonly spell: (amount: number) => string,
  ) {}

  /** Amounts may be off at first: what was done before this began does not count for the time left. */
  show(done: number, total: number): void {
    const now = performance.now();
    const first = this.#begun === undefined;
    const { at, done: before } = (this.#begun ??= { at: now, done });
    const seconds = ((now - at) / 1000 / (done - before)) * (total - done);
    const left = Number.isFinite(seconds) && done < total ? `, ${spellSeconds(seconds)} left` : '';
    const texts = { title: this.title, amount: `${this.spell(done)} of ${this.spell(total)}`, left };
    if (process.stderr.isTTY) {
      if (first) this.#bar.start(Math.max(1, total), done, texts);
      this.#bar.setTotal(Math.max(1, total));
      this.#bar.update(done, texts);
    } else if (now >= this.#nextLine) {
      this.#nextLine = now + secondsBetweenLines * 1000;
      process.stderr.write(`${this.title}: ${texts.amount}${left}\n`);
    }
  }

  end(): void {
    if (process.stderr.isTTY && this.#begun) this.#bar.stop();
  }
}

/** Bytes as whole megabytes: `2,287 MB`. */
export function spellMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}
