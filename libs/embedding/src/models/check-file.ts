import { stat } from 'node:fs/promises';
import { gitDigestOfFile, sha256OfFile } from './file-digest.js';

/** What a fetched file must be; what is not known is not checked. */
export interface FileCheck {
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  /** Of small files, where the SHA-256 is not known. */
  readonly gitDigest?: string | undefined;
}

/** Why a file is not what it must be, in a sentence; undefined when it is. */
export async function whatIsWrong(file: string, check: FileCheck): Promise<string | undefined> {
  const { size } = await stat(file);
  if (check.bytes !== undefined && size !== check.bytes) return `it has ${size} bytes instead of ${check.bytes}.`;
  if (check.sha256 !== undefined) {
    const sha256 = await sha256OfFile(file);
    return sha256 === check.sha256 ? undefined : `it has the SHA-256 ${sha256} instead of ${check.sha256}.`;
  }
  if (check.gitDigest === undefined) return undefined;
  const digest = await gitDigestOfFile(file, size);
  return digest === check.gitDigest ? undefined : `it has the git digest ${digest} instead of ${check.gitDigest}.`;
}
