import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { asListenError, assertPortFree } from './listening.js';

it('a port that another program has is told with the setting that changes it; other errors stay as they are', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  const second = once(createServer().listen(port, '127.0.0.1'), 'listening');
  await expect(second.catch(asListenError('LEXHOP_PORT', port))).rejects.toMatchObject({
    code: 'address-taken',
    retryable: true,
    message: expect.stringContaining(`Port ${port} is taken`),
    hint: expect.stringContaining('LEXHOP_PORT'),
  });
  const other = new Error('refused');
  expect(() => asListenError('LEXHOP_PORT', port)(other)).toThrow(other);
});

it('a port is tried before it is listened at: one that is taken is refused, a free one stays free', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(assertPortFree('LEXHOP_PORT', '127.0.0.1', port)).rejects.toMatchObject({ code: 'address-taken' });
  holder.close();
  await once(holder, 'close');
  await assertPortFree('LEXHOP_PORT', '127.0.0.1', port);
  const second = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void second.close());
  await once(second, 'listening');
});
