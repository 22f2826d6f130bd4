import type { INestApplication } from '@nestjs/common';
import type { Backends } from './open-backends.js';
import { backendsToken } from './tokens.js';

/** Tells whoever asks the data directory's owner where the server answers. */
export function announceUrl(app: INestApplication, url: string): void {
  app.get<Backends>(backendsToken).directory?.announce({ url });
}
