import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.js';

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

describe('highlight', () => {
  it.each([
    ['著作權人之權利', '著作權在哪', '[著作權]人之權利'],
    ['為報導、教學之目的', '教學', '為報導、[教學]之目的'],
    ['人之權', '人', '人之權'],
    ['The AUTHOR of a work', 'author works', 'The [AUTHOR] of a work'],
    ['第 10 條', '10', '第 [10] 條'],
    ['', '著作', ''],
    ['著作', '', '著作'],
  ])('points in %j at what %j says: %j', (text, query, shown) => expect(marked(text, query)).toBe(shown));

  it('loses nothing of the text', () => {
    const text = '著作權人𠮷除本法另有規定外，專有以錄音、錄影或攝影重製其著作之權利。';
    const parts = highlight(text, '錄音重製');
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map((part) => part.start)).toEqual(parts.map((part) => text.indexOf(part.text, part.start)));
  });
});
