import Sigma from 'sigma';
import { LayoutThread } from './layout-thread.js';
import type { View } from './view.js';
import {
  type Colours,
  coloursOf,
  draw,
  type DrawnEdge,
  type DrawnGraph,
  type DrawnNode,
  moveTo,
  newDrawnGraph,
  numbersOf,
} from './drawn-graph.js';
import { useEffect, useRef } from 'react';
import { usePreferences } from '../../words/preferences.js';
import { useWords } from '../../words/preferences.js';

/** What a reader does to the picture. */
export interface PictureEvents {
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onNothing: () => void;
}

/** Straight from the attributes: a look that depended on where the pointer is would be worked out anew for every node and edge as it moves. */
const styles = {
  nodes: {
    x: { attribute: 'x' },
    y: { attribute: 'y' },
    size: { attribute: 'size' },
    color: { attribute: 'color' },
    label: { attribute: 'label' },
    labelColor: { attribute: 'labelColor' },
    labelVisibility: { attribute: 'labelVisibility' },
  },
  edges: { size: { attribute: 'size' }, color: { attribute: 'color' }, head: 'arrow' },
} as const;

/** A view drawn on WebGL, laid out in a thread of its own. */
export class GraphPicture {
  readonly #drawn: DrawnGraph = newDrawnGraph();
  readonly #sigma: Sigma<DrawnNode, DrawnEdge>;
  readonly #layout = new LayoutThread((positions, isDone) => {
    // A view may have changed since: places are for as many nodes as there were.
    if (positions.length === this.#drawn.order * 2) moveTo(this.#drawn, positions);
    this.container.ariaBusy = String(!isDone);
  });
  #colours: Colours;
  #chosen: string | undefined;

  constructor(
    private readonly container: HTMLElement,
    events: PictureEvents,
  ) {
    this.#colours = coloursOf(container);
    this.#sigma = new Sigma<DrawnNode, DrawnEdge>(this.#drawn, container, {
      settings: {
        enableEdgeEvents: true,
        labelDensity: 0.6,
        labelRenderedSizeThreshold: 7,
        itemSizesReference: 'screen',
        allowInvalidContainer: true,
      },
      styles,
    });
    this.#sigma.on('clickNode', ({ node }) => events.onNode(node));
    this.#sigma.on('clickEdge', ({ edge }) => events.onEdge(edge));
    this.#sigma.on('clickStage', () => events.onNothing());
  }

  /** Draws a view; where nodes or edges came or went, finds places for them. */
  show(view: View, labels: (id: string) => string): void {
    const before = `${this.#drawn.order} ${this.#drawn.size}`;
    draw(this.#drawn, view, labels, this.#colours);
    this.#look(this.#chosen);
    if (before !== `${this.#drawn.order} ${this.#drawn.size}`) this.#layout.arrange(numbersOf(this.#drawn));
  }

  choose(id: string | undefined): void {
    const before = this.#chosen;
    this.#chosen = id;
    for (const node of [before, id]) this.#look(node);
  }

  /** A chosen node has a colour of its own, and its name is always shown. */
  #look(node: string | undefined): void {
    if (node === undefined || !this.#drawn.hasNode(node)) return;
    const isChosen = node === this.#chosen;
    this.#drawn.mergeNodeAttributes(node, {
      color: isChosen ? this.#colours.chosen : this.#colours.node,
      labelVisibility: isChosen ? 'visible' : 'auto',
    });
  }

  /** Takes over the colours of the page's appearance. */
  recolour(view: View, labels: (id: string) => string): void {
    this.#colours = coloursOf(this.container);
    draw(this.#drawn, view, labels, this.#colours);
    this.#look(this.#chosen);
  }

  zoom(direction: 'in' | 'out' | 'all'): void {
    const camera = this.#sigma.getCamera();
    if (direction === 'in') void camera.zoomIn();
    else if (direction === 'out') void camera.zoomOut();
    else void camera.reset();
  }

  close(): void {
    this.#layout.close();
    this.#sigma.kill();
  }
}

interface GraphCanvasProps {
  readonly view: View;
  readonly names: (id: string) => string;
  readonly chosen: string | undefined;
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onNothing: () => void;
}

const directions = ['in', 'out', 'all'] as const;

/** The picture of a view; for whoever does not see it there is the list. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { t } = useWords();
  const { place, picture } = usePicture(props);
  return (
    <figure className="graph-canvas">
      <div className="graph-canvas__picture" ref={place} aria-hidden="true" />
      <figcaption className="unseen">{t('graph.picture')}</figcaption>
      <div className="row graph-canvas__zoom">
        {directions.map((direction) => (
          <button
            key={direction}
            type="button"
            className="button button--small"
            onClick={() => picture.current?.zoom(direction)}
          >
            {t(`graph.zoom.${direction}`)}
          </button>
        ))}
      </div>
    </figure>
  );
}

/** The picture in its place, as the properties are now. */
function usePicture({ view, names, chosen, ...events }: GraphCanvasProps) {
  const { theme } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const picture = useRef<GraphPicture>(undefined);
  const latest = useRef({ view, names, events });
  useEffect(() => {
    latest.current = { view, names, events };
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const made = new GraphPicture(place.current, {
      onNode: (id) => latest.current.events.onNode(id),
      onEdge: (id) => latest.current.events.onEdge(id),
      onNothing: () => latest.current.events.onNothing(),
    });
    picture.current = made;
    return () => made.close();
  }, []);
  useEffect(() => picture.current?.show(view, names), [view, names]);
  useEffect(() => picture.current?.choose(chosen), [chosen]);
  useEffect(() => picture.current?.recolour(latest.current.view, latest.current.names), [theme]);
  return { place, picture };
}
