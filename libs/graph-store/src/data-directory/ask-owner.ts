import { connect } from 'node:net';
import { resolve } from 'node:path';
import { type Owner, ownerSchema } from './owner.js';
import { ownerAddress } from './owner-address.js';

/** An owner that is alive answers at once; one that says nothing for so long is taken for busy, not for gone. */
const patience = 5_000;

/** Who has a data directory now; undefined when nobody has, or it does not exist. */
export async function askOwner(directory: string): Promise<Owner | undefined> {
  const answer = await answerAt(ownerAddress(resolve(directory)));
  return answer === undefined ? undefined : ownerSchema.parse(JSON.parse(answer));
}

/** What the socket's listener says; undefined when nobody listens: then the socket is stale. */
function answerAt(address: string): Promise<string | undefined> {
  return new Promise((resolveAnswer, reject) => {
    let text = '';
    const socket = connect(address);
    socket
      .setEncoding('utf8')
      .setTimeout(patience, () => socket.destroy(new Error(`The owner at ${address} does not answer.`)));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => resolveAnswer(text === '' ? undefined : text));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const isNobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR';
      if (isNobody) resolveAnswer(undefined);
      else reject(error);
    });
  });
}
