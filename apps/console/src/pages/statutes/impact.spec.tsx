// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Schema } from '@lexhop/client';
import { aStatute } from '../../testing/answers.js';
import { openConsole } from '../../testing/open-console.js';

const statute = '/api/v1/graphs/default/statutes/J0070017';
const article = '/api/v1/graphs/default/articles/J0070017%3A70';
const of = { statuteId: 'J0070017', statuteTitle: '著作權法', language: 'zh-Hant' } as const;

const text = '依前條規定利用著作者，不得將其錄音著作之重製物銷售至中華民國管轄區域外。';
const whole = { ...of, id: 'J0070017:70', level: 'article', number: '70', text, position: 0 } as const;
const penalty = { article: { ...of, id: 'J0070017:93', number: '93' }, words: '違反第七十條規定者', through: whole.id };
const far = { article: { ...of, id: 'J0070017:100', number: '100' }, words: '第九十三條', through: 'J0070017:93' };

describe('what hangs on an article', () => {
  it('stands under it by kind, with the words that say so, and one edge farther at a click', async () => {
    openConsole('/graphs/default/statutes/J0070017?lang=zh-Hant#article-70', {
      [`GET ${statute}`]: () =>
        aStatute({ articles: [{ ...whole, headingPath: [], repealed: false, abolished: false, contentHash: '0' }] }),
      [`GET ${statute}/citations`]: () => ({ items: [] }),
      [`GET ${article}/neighbours`]: () => ({ build: 1, nodes: [], edges: [], leftOut: 0 }),
      [`GET ${article}/impact`]: ({ url }): Schema<'Impact'> => {
        const near = { kind: 'penalises' as const, depth: 1, count: 3, dependents: [penalty] };
        const farther = { kind: 'citation' as const, depth: 2, count: 1, dependents: [far] };
        const depth = new URL(url).searchParams.get('depth');
        return { build: 1, article: whole.id, groups: depth === '1' ? [near] : [near, farther], cut: 0 };
      },
    });
    expect(await screen.findByText('違反本條之罰則 3 條')).toBeTruthy();
    const link = screen.getByRole('link', { name: '著作權法第 93 條' });
    expect(link.getAttribute('title')).toBe('違反第七十條規定者');
    expect(link.getAttribute('href')).toContain('#article-93');
    expect(screen.getByText('另有 2 條')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '再遠一步' }));
    expect(await screen.findByText('（相隔 2 步）')).toBeTruthy();
  });
});
