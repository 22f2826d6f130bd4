import type { EdgeKind } from '../view.js';

/** The colours of the drawing, as the page's appearance has them now. */
export type Colours = Readonly<Record<EdgeKind | 'node' | 'chosen' | 'label', string>>;

/** Read from the page's style: a canvas does not know custom properties. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    node: colour('--accent'),
    chosen: colour('--citation'),
    label: colour('--ink'),
    question: colour('--question'),
    citation: colour('--citation'),
    hierarchy: colour('--hierarchy'),
  };
}
