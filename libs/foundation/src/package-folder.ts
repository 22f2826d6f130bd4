import { existsSync, readFileSync } from 'node:fs';

/** The folder of the project, or of the package that it is shipped as: where its package.json, `data/` and the built console are. Code runs bundled, built and from source, so it is looked for upwards. */
export const packageFolder = folderAbove(new URL('./', import.meta.url));

/** The version in the project's package.json. */
export function packageVersion(): string {
  return packageAt(packageFolder).version;
}

function folderAbove(folder: URL): URL {
  const isHere = existsSync(new URL('package.json', folder)) && packageAt(folder).name === 'lexhop';
  return isHere ? folder : folderAbove(new URL('../', folder));
}

function packageAt(folder: URL) {
  return JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
}
