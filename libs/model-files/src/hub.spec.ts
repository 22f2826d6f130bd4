import type { RequestListener } from 'node:http';
import { localServer } from '@lexhop/foundation/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileUrl, repositoryFacts } from './hub.js';

async function factsFrom(listener: RequestListener, answerMs = 2_000) {
  const { url: endpoint, close } = await localServer(listener);
  onTestFinished(close);
  return repositoryFacts({ endpoint, answerMs }, { repository: 'maker/model', revision: 'main' });
}

describe('repositoryFacts', () => {
  it.each([
    [404, false],
    [401, false],
    [429, true],
    [503, true],
  ])('says that the hub answered %i, and whether to come again', async (status, retryable) => {
    const facts = factsFrom((_, response) => void response.writeHead(status).end('{}'));
    await expect(facts).rejects.toMatchObject({ code: 'model-download-failed', retryable, unreachable: true });
    await expect(facts).rejects.toThrow(`answered ${status}`);
  });

  it.each(['<html>', '{"sha":"main","siblings":[]}', '{"sha":'])('refuses %s', async (body) => {
    await expect(factsFrom((_, response) => void response.end(body))).rejects.toThrow('no description of a repository');
  });

  it('does not wait for a hub that says nothing', async () => {
    await expect(factsFrom(() => undefined, 100)).rejects.toThrow('did not answer within 100 ms');
  });
});

describe('fileUrl', () => {
  it('keeps folders and encodes the rest', () => {
    const url = fileUrl('https://hub', 'maker/model', { commit: 'abc', path: 'onnx/a b#c.onnx' });
    expect(url).toBe('https://hub/maker/model/resolve/abc/onnx/a%20b%23c.onnx');
  });
});
