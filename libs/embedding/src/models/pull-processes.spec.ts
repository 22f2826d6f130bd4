import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Mischief, startHub } from '../testing/misbehaving-hub.js';
import { aCache, generatedFiles, someSources } from '../testing/model-fixtures.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

const graph = generatedFiles['onnx/model.onnx'] ?? Buffer.alloc(0);

function pullProcess(cache: string, endpoint: string): ChildProcessByStdio<null, Readable, Readable> {
  const script = path.join(import.meta.dirname, '../testing/pull-process.ts');
  const child = spawn(process.execPath, ['--conditions=@lexhop/source', '--import', 'tsx', script, cache, endpoint], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TSX_TSCONFIG_PATH: path.resolve('tsconfig.base.json') },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Sends half of the graph and no more, and tells when that is done. */
function sendHalf(): { readonly sent: Promise<void>; readonly mischief: Mischief } {
  let tell: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (tell = resolve));
  const mischief: Mischief = (_, response) => {
    response.writeHead(200, { 'content-length': graph.length });
    response.write(graph.subarray(0, graph.length / 2), () => tell());
    return true;
  };
  return { sent, mischief };
}

describe('pulling in processes of their own', () => {
  it('goes on where a killed process was, and its lock stops nobody', async () => {
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    const half = sendHalf();
    hub.misbehave(half.mischief);
    const child = pullProcess(cache, hub.endpoint);
    await half.sent;
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await aCache(someSources({ cache, endpoint: hub.endpoint })).pull('tiny')).toHaveLength(3);
    expect(await aCache(someSources({ cache })).verify('tiny')).toMatchObject([
      { right: true },
      { right: true },
      { right: true },
    ]);
  });

  it('lets one of two fetch, and both have it', async () => {
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    const children = [pullProcess(cache, hub.endpoint), pullProcess(cache, hub.endpoint)];
    const said = await Promise.all(children.map(({ stdout }) => text(stdout)));
    expect(said).toEqual(['pulling\npulled 3\n', 'pulling\npulled 3\n']);
    expect(hub.requests.filter(({ url }) => url.startsWith('/files/onnx/'))).toHaveLength(1);
  });
});
