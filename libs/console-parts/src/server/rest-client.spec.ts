// @vitest-environment happy-dom
import { expect, it, onTestFinished, vi } from 'vitest';
import { sendFile } from './rest-client.js';
import { connection } from './session.js';

/** Has whatever is sent answered so at once. */
function whereAllIsAnswered(status: number, response: unknown): void {
  class Answered {
    readonly upload = {};
    readonly status = status;
    readonly response = response;
    onload = () => {};
    open() {}
    send() {
      this.onload();
    }
  }
  vi.stubGlobal('XMLHttpRequest', Answered);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    connection.set('open');
  });
}

const order = { path: '/api/v1/graphs/g/statutes', file: new File(['{}'], 'a.json'), name: 'a.json', onSent: () => {} };

it('a file that a proxy answers in place of the server has met no server', async () => {
  whereAllIsAnswered(502, null);
  await expect(sendFile(order)).rejects.toMatchObject({ code: 'server-unreachable' });
  expect(connection.get()).toBe('lost');
});

it('a file that the server refuses is refused in its words', async () => {
  whereAllIsAnswered(422, { code: 'statute-file-unreadable', detail: 'a.json holds no statute.' });
  await expect(sendFile(order)).rejects.toMatchObject({ status: 422, message: 'a.json holds no statute.' });
  expect(connection.get()).toBe('open');
});
