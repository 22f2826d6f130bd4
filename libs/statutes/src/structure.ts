/** The structure of an article's text, apart from everything that reads files: a door that browsers can use, too. */
export { chineseNumeral } from './article-number.js';
export { headingOf } from './text/heading.js';
export { paragraphsOf } from './text/paragraphs-of.js';
