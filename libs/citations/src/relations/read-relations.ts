import { readApplications, readExceptions } from './application.js';
import { readDefinitions } from './definitions.js';
import { readDelegations, readMandates } from './delegation.js';
import { readEnglishRelations } from './english-relations.js';
import { readPenalties } from './penalties.js';
import { isChinese, type Relation } from './relation.js';

/**
 * The relations in an article, in the order of its text. In Chinese: 「…之辦法，由…定之」, 「本辦法依…法第五條規定訂定之」, 「違反第五條規定者，處…」,
 * 「本法所稱…，指…」, 「準用第五條之規定」, 「不適用第五條之規定」; in English, where no Han character stands in it, the same said as plainly
 * ("shall apply mutatis mutandis", "“Work” means"). Pure; reads the text once for each kind, and a bounded window at each place.
 */
export function readRelations(text: string): readonly Relation[] {
  const readers = isChinese(text) ? chineseReaders : [readEnglishRelations];
  const found = readers.flatMap((read) => read(text));
  // Two patterns may match the same words: keep one relation of a kind at each place.
  const once = new Map(found.map((relation) => [`${relation.kind} ${relation.about.start}`, relation]));
  return [...once.values()].sort((left, right) => left.span.start - right.span.start);
}

const chineseReaders = [
  readDelegations,
  readMandates,
  readPenalties,
  readDefinitions,
  readApplications,
  readExceptions,
];
