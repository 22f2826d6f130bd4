import { matches, type Relation, relationIn } from './relation.js';

/** The terms that an article defines: 「本法所稱著作，指…」, 「一、著作：指…」, 「（以下簡稱學校）」. */
export function readDefinitions(text: string): readonly Relation[] {
  return [...definitions, listed]
    .flatMap((pattern) => matches(pattern, text))
    .map((match) => relationIn('defines', match));
}

const term = '[^，。：；（）\\s]{2,30}?';
const definitions = [
  new RegExp(
    `所稱之?(${term})(?:（[^（）\\n]{0,40}）)?(?:如下)?(?:[：︰]|，(?:係?指|在中央為|謂|為|包括|以[^，。\\n]{2,30}為限|其範圍如下|應具備|[^，。；\\n]{2,8}係指)|係指|為(?=各))`,
    'g',
  ),
  /（[^（）\n]{0,60}?以下(?:簡|統|合)稱(?:為)?「?([^（）「」，、\n]{1,20}?)」?）/g,
  new RegExp(`(?<=^|\\n|。)稱(${term})者，(?:謂|為|指)`, 'g'),
];
const listed = new RegExp(`(?<=^|\\n)[一二三四五六七八九十]+、(${term})(?:（[^（）\\n]{0,40}）)?：(?:係?指|謂)`, 'g');
