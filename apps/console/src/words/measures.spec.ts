import { describe, expect, it } from 'vitest';
import { bytes, dollars, duration, percent } from './measures.js';

describe('measures', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [138_008, '135 KiB'],
    [2_300_000_000, '2.1 GiB'],
  ])('%i bytes are %s', (count, text) => expect(bytes(count, 'en')).toBe(text));

  it.each([
    [0, '0:00'],
    [42.4, '0:42'],
    [725, '12:05'],
    [11_230, '3:07:10'],
    [-3, '0:00'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('tells cents where a dollar is too much', () => {
    expect([dollars(0, 'en'), dollars(0.0031, 'en'), dollars(12.5, 'en')]).toEqual(['$0.00', '$0.0031', '$12.50']);
  });

  it('tells shares with one digit', () => expect(percent(0.8754, 'en')).toBe('87.5%'));
});
