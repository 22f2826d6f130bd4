import { answerOf } from '@lexhop/client';
import { rest } from './rest-client.js';
import { session } from './session.js';

const address = '/api/v1/board-session';
const board = '/admin/queues';

/** Opens the board of the queues, in another tab where that is wanted; before, it is told that this browser may see it. */
export async function openBoard({ inNewTab }: { readonly inNewTab: boolean }): Promise<void> {
  await answerOf(rest.POST(address));
  if (inNewTab) globalThis.open(board, '_blank', 'noopener');
  else globalThis.location.assign(board);
}

/** Closes the board again to who signs out. Waits for nothing: signing out succeeds without a server, too. */
export function closeBoard(): void {
  const { key } = session.get();
  if (key === undefined) return;
  const headers = { authorization: `Bearer ${key}` };
  fetch(address, { method: 'DELETE', headers, keepalive: true }).catch(() => {});
}
