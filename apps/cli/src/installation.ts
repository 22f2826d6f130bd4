import { packageFolder } from '@lexhop/foundation';

/** How its user types a command here: by npx where it is an installed package, by npm's script in a checkout. */
export function commandWords(folder = packageFolder): string {
  return folder.pathname.endsWith('/packed/') ? 'npx lexhop' : 'npm run -s lexhop --';
}
