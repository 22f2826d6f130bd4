import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '@lexhop/foundation';
import { z } from 'zod';
import { replaceFile } from './cache-layout.js';
import { ModelFileError } from './errors.js';
import type { FileCheck } from './file-digests.js';
import type { ModelFile } from './model-entry.js';

/** What a file was when it was first used. */
const pinSchema = z.object({
  /** The hub's commit; absent when it came from elsewhere. */
  commit: z.string().optional(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
type Pin = Readonly<z.infer<typeof pinSchema>>;

const pinsSchema = z.record(z.string(), pinSchema);

/** Pins by `repository/path`. */
export type Pins = Readonly<Record<string, Pin>>;

/** The key of a file's pin. */
export function pinKey(file: ModelFile): string {
  return `${file.repository}/${file.path}`;
}

/** What a file must be: as the registry says, else as it was pinned. */
export function expectedOf(file: ModelFile, pins: Pins): Pick<FileCheck, 'bytes' | 'sha256'> {
  const pin = pins[pinKey(file)];
  return { bytes: file.bytes ?? pin?.bytes, sha256: file.sha256 ?? pin?.sha256 };
}

/** Where the pins of a cache are kept: beside it. */
function pinsFile(cache: string): string {
  return path.join(path.dirname(cache), 'lexhop-pins.json');
}

/** The pins of a cache; none before the first. Rejects with a ModelFileError when the file can't be read: they are not to be lost. */
export async function readPins(cache: string): Promise<Pins> {
  const file = pinsFile(cache);
  try {
    return pinsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return {};
    throw new ModelFileError(file, 'the digests pinned on first use can not be read; mend or remove the file.', thrown);
  }
}

/** Adds pins of files that have none; one that is there stays. */
export async function addPins(cache: string, added: Pins): Promise<void> {
  const before = await readPins(cache);
  const after = { ...added, ...before };
  if (Object.keys(after).length === Object.keys(before).length) return;
  await replaceFile(pinsFile(cache), `${JSON.stringify(after, null, 2)}\n`);
}
