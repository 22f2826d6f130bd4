import { asError } from '@lexhop/foundation';
import { openDataDirectory } from '../data-directory/open-data-directory.js';

/** A process that takes the data directory it is given and keeps it until it is killed. */
try {
  await openDataDirectory(process.argv[2] ?? '');
  process.send?.({ owns: true });
} catch (thrown) {
  process.send?.({ owns: false, message: asError(thrown).message });
}
setInterval(() => {}, 1_000);
