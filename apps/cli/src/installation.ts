import { readFileSync } from 'node:fs';

const packageFolder = new URL('../../../', import.meta.url);

/** The version in the package.json that this command line came with. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as { version: string };
  return version;
}

/** How its user types a command here: by npx where it is an installed package, by npm's script in a checkout. */
export function commandWords(folder = packageFolder): string {
  return folder.pathname.endsWith('/packed/') ? 'npx lexhop' : 'npm run -s lexhop --';
}
