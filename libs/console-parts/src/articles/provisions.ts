import { chineseNumeral, paragraphsOf } from '@lexhop/statutes/structure';

/** A line of an article's text: which 項, 款 and 目 it belongs to. */
export interface ProvisionLine {
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Without the blank by which a text marks a line that goes on with the one above. */
  readonly text: string;
  /** Numbers of its 項, 款 and 目, outermost first: `[1, 2]` is 第一項第二款. */
  readonly place: readonly number[];
  /** Whether the place begins here; further lines of it have none of their own. */
  readonly isFirst: boolean;
}

const goesOn = '\u3000';

/** An article's lines with their places, as its paragraphs are read when a graph is built; deeper lists are lines of their item. */
export function provisionsOf(text: string): readonly ProvisionLine[] {
  const found: ProvisionLine[] = [];
  let start = 0;
  const add = (place: readonly number[], lines: readonly string[]) => {
    for (const [index, line] of lines.entries()) {
      const indent = line.startsWith(goesOn) ? 1 : 0;
      found.push({ start: start + indent, text: line.slice(indent), place, isFirst: index === 0 });
      start += line.length + 1;
    }
  };
  for (const { number, subparagraphs, ...paragraph } of paragraphsOf(text)) {
    add([number], ownLines(paragraph, subparagraphs));
    for (const [subparagraph, { items, ...rest }] of subparagraphs.entries()) {
      add([number, subparagraph + 1], ownLines(rest, items));
      for (const [item, { text: words }] of items.entries()) {
        add([number, subparagraph + 1, item + 1], words.split('\n'));
      }
    }
  }
  return found;
}

interface Part {
  readonly text: string;
}

/** The lines of a part before those of the parts below it, which end it. */
function ownLines({ text }: Part, below: readonly Part[]): readonly string[] {
  const lines = text.split('\n');
  const further = below.reduce((sum, part) => sum + part.text.split('\n').length, 0);
  return lines.slice(0, lines.length - further);
}

/** The 款 and 目 that a citation's words name beyond the article and paragraph of its target: `[2]` of 第三條第一項第二款. */
export function finerPlaceOf(words: string): readonly number[] {
  const subparagraph = chineseNumeral(/第([^第條項款目]+)款/.exec(words)?.[1] ?? '');
  const item = chineseNumeral(/第([^第條項款目]+)目/.exec(words)?.[1] ?? '');
  if (subparagraph === undefined) return [];
  return item === undefined ? [subparagraph] : [subparagraph, item];
}
