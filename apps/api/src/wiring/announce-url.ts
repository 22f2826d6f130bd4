import type { INestApplication } from '@nestjs/common';
import type { DataDirectory } from '@lexhop/graph-store';
import { dataDirectoryToken } from './tokens.js';

/** Tells whoever asks the data directory's owner where the server answers. */
export function announceUrl(app: INestApplication, url: string): void {
  app.get<DataDirectory>(dataDirectoryToken).announce({ url });
}
