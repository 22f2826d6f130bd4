import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.js';

describe('termsOf', () => {
  it('takes single Han characters and their overlapping bigrams', () => {
    expect(termsOf('著作物')).toEqual(['著', '作', '著作', '物', '作物']);
  });

  it('takes a word in either script as the same', () => {
    expect(termsOf('註冊網路商標')).toEqual(termsOf('注册网路商标'));
    expect(termsOf('侵害著作權之損害賠償')).toEqual(termsOf('侵害著作权之损害赔偿'));
    expect(termsOf('註冊')).not.toEqual(termsOf('登記'));
  });

  it('makes no bigram across punctuation, lines, digits or other letters', () => {
    expect(termsOf('甲，乙\n丙2丁a戊')).toEqual(['甲', '乙', '丙', '2', '丁', 'a', '戊']);
  });

  it('lower-cases words and takes runs of digits', () => {
    expect(termsOf('GDPR Article 10-1')).toEqual(['gdpr', 'article', '10', '1']);
  });

  it('counts full-width letters and digits as their usual forms', () => {
    expect(termsOf('ＡＢ１２')).toEqual(['ab', '12']);
  });

  it('keeps characters outside the basic plane whole', () => {
    expect(termsOf('𠀀𪜀')).toEqual(['𠀀', '𪜀', '𠀀𪜀']);
  });

  it('finds no terms in punctuation, spaces and emoji', () => {
    expect(termsOf(' ？！。… 🙂 ')).toEqual([]);
  });

  it('repeats a term as often as it occurs', () => {
    expect(termsOf('法法')).toEqual(['法', '法', '法法']);
  });
});
