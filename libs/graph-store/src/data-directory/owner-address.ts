import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Unix socket paths have at most 107 bytes on Linux and 103 on macOS. */
const longestSocketPath = 100;

/** Where the owner of a data directory listens: a socket in it, a named pipe on Windows; in the temporary folder where the path is too long. */
export function ownerAddress(directory: string): string {
  const name = `lexhop-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const inside = join(directory, 'owner.sock');
  return Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `${name}.sock`);
}
