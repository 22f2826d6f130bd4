import { connect } from 'node:net';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { problemFrom } from './problem.filter.js';
import { readUpload, readUploads, registerBodies } from './uploads.js';

async function readAll(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What a server answers to one request: the files it was sent, or a problem. */
async function answerTo(contentType: string | undefined, payload?: string) {
  const server = fastify();
  await registerBodies(server, 1);
  server.post('/', (request) => readUploads(request, 1, async ({ name, content }) => [name, await readAll(content)]));
  server.setErrorHandler((error, _request, reply) => {
    const problem = problemFrom(error);
    return reply.status(problem.status).send(problem);
  });
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const body = payload === undefined ? {} : { payload };
  const response = await server.inject({ method: 'POST', url: '/?file=a.txt', headers, ...body });
  return response.json<unknown>();
}

const form = (parts: string) => ['multipart/form-data; boundary=x', `${parts}--x--\r\n`] as const;
const part = (name: string, text: string) =>
  `--x\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}\r\n`;
const whatIsTaken =
  /multipart\/form-data or, one a request, as application\/octet-stream, application\/x-ndjson or application\/gzip/;

describe('readUploads', () => {
  it('reads every file of a form', async () => {
    const files = await answerTo(...form(part('a.txt', '甲') + part('b.txt', '乙')));
    expect(files).toEqual([
      ['a.txt', '甲'],
      ['b.txt', '乙'],
    ]);
  });

  it.each(['application/octet-stream', 'application/x-ndjson', 'application/gzip'])(
    'reads a body of %s as one file',
    async (type) => {
      expect(await answerTo(type, '第 1 條')).toEqual([['a.txt', '第 1 條']]);
    },
  );

  it.each([
    ['text/plain', '第 1 條'],
    ['application/json', '{"LawName":"甲法"}'],
    [undefined, undefined],
  ])('refuses a body of %s, which was read before it could be streamed, and says what is taken', async (type, body) => {
    expect(await answerTo(type, body)).toMatchObject({
      status: 400,
      code: 'bad-request',
      detail: expect.stringMatching(whatIsTaken),
    });
  });

  it('says what is taken of a body that nothing here reads', async () => {
    expect(await answerTo('text/markdown', '# 甲法')).toMatchObject({
      status: 415,
      code: 'bad-request',
      detail: expect.stringMatching(whatIsTaken),
    });
  });

  it('refuses a form without a file', async () => {
    expect(await answerTo(...form(''))).toMatchObject({
      status: 400,
      code: 'bad-request',
      detail: expect.stringMatching(/^The form holds no file\. /),
    });
  });

  it('says of a client that hangs up in the middle that it is gone, which is no fault of ours', async () => {
    const server = fastify();
    await registerBodies(server, 1);
    const failed = new Promise<unknown>((resolve) => {
      server.post('/', (request) =>
        readUpload(request, 1, ({ content }) =>
          readAll(content).catch((thrown: unknown) => resolve(problemFrom(thrown))),
        ),
      );
    });
    const url = new URL(await server.listen());
    const socket = connect(Number(url.port), url.hostname);
    const head = 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n';
    socket.write(`${head}content-type: application/octet-stream\r\n\r\nbegun`, () => socket.destroy());
    expect(await failed).toMatchObject({ status: 499, code: 'client-gone' });
    await server.close();
  });
});
