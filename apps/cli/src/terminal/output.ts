import { packageFolder } from '@lexhop/foundation';

/** Where a command writes: its answer on standard output, everything beside that on standard error. */
export interface Output {
  /** The answer: as one JSON value where the command was asked for JSON, else in lines for people. */
  answer(value: unknown, lines: readonly string[]): void;
  /** A line for people that is no part of a JSON answer: not written where that was asked for. */
  line(text?: string): void;
  /** A remark for people, not part of the answer. */
  remark(text: string): void;
}

export function terminalOutput(json = false): Output {
  const line = (text = '') => void (json || process.stdout.write(`${text}\n`));
  return {
    answer: (value, lines) => {
      if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
      for (const text of lines) line(text);
    },
    line,
    remark: (text) => process.stderr.write(`${text}\n`),
  };
}

/** Throws what went wrong with a stream of this process, unless its reader has left (`| head`): then the rest is not wanted. */
export function unlessReaderLeft(thrown: unknown): void {
  if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE')) throw thrown;
}

/** Seconds for people: `8 s`, `3 min 05 s`, `2 h 10 min`. */
export function spellSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A moment in this machine's time zone, without its day where that is today: `14:03:20`, `2026-11-30 08:00:00`. */
export function spellMoment(iso: string, now = new Date()): string {
  // Sweden writes dates as ISO does.
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('sv-SE');
  const time = moment.toLocaleTimeString('sv-SE');
  return day === now.toLocaleDateString('sv-SE') ? time : `${day} ${time}`;
}

/** `1 article`, `2 articles`. */
export function spellCount(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `3 question, 1 citation`. */
export function spellCounts(counts: object): string {
  return Object.entries(counts)
    .map(([noun, count]) => `${count} ${noun}`)
    .join(', ');
}

/** In brackets the first few ids, where there are any: ` (J0070017:1, J0070017:2, …)`. */
export function spellIds(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ` (${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', …' : ''})`;
}

/** The first so many characters, on one line. */
export function shortened(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const characters = Array.from(line);
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}

/** A command to type next, with the graph it is about unless that is the default: `lexhop retry 2 --graph tax`. */
export function spellCommand(words: string, graph: string): string {
  return `\`lexhop ${words}${graph === 'default' ? '' : ` --graph ${graph}`}\``;
}

/** How its user types a command here: by npx where it is an installed package, by npm's script in a checkout. */
export function commandWords(folder = packageFolder): string {
  return folder.pathname.endsWith('/packed/') ? 'npx lexhop' : 'npm run -s lexhop --';
}
