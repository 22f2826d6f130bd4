import { useEffect, useRef } from 'react';
import Sigma from 'sigma';
import { Button, usePreferences, useWords } from '@lexhop/console-parts';
import {
  type Colours,
  coloursOf,
  draw,
  type DrawnEdge,
  type DrawnGraph,
  type DrawnNode,
  fitted,
  LayoutThread,
  moveTo,
  newDrawnGraph,
  numbersOf,
  Overlay,
  type Picture,
} from '@lexhop/graph-drawing';

/** What a reader does to the picture. */
interface PictureEvents {
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onNothing: () => void;
}

/** Looks come straight from the attributes. If they depended on the pointer, every node and edge would be worked out anew as it moves. */
const styles = {
  nodes: {
    x: { attribute: 'x' },
    y: { attribute: 'y' },
    size: { attribute: 'size' },
    color: { attribute: 'color' },
    cursor: 'pointer',
  },
  edges: { size: { attribute: 'size' }, color: { attribute: 'color' }, head: 'arrow' },
} as const;

/** Around the picture, in pixels: names stand there. */
const stagePadding = 36;

/** A picture drawn on WebGL, laid out in a thread of its own; names and what is lit lie over it. */
class GraphDrawing {
  readonly #drawn: DrawnGraph = newDrawnGraph();
  readonly #sigma: Sigma<DrawnNode, DrawnEdge>;
  readonly #overlay: Overlay;
  readonly #layout = new LayoutThread(({ positions, isDone }) => {
    // A picture may have changed since: places are for as many nodes as there were.
    if (positions.length === this.#drawn.order * 2) moveTo(this.#drawn, positions);
    this.container.ariaBusy = String(!isDone);
  });
  #colours: Colours;
  #chosen: string | undefined;
  #hovered: string | undefined;
  #path: readonly string[] = [];

  constructor(
    private readonly container: HTMLElement,
    events: PictureEvents,
  ) {
    this.#colours = coloursOf(container);
    const settings = {
      enableEdgeEvents: true,
      renderLabels: false,
      itemSizesReference: 'screen',
      stagePadding,
      allowInvalidContainer: true,
    } as const;
    this.#sigma = new Sigma<DrawnNode, DrawnEdge>(this.#drawn, container, { settings, styles });
    this.#overlay = new Overlay(container, {
      placeOf: (id) => this.#sigma.graphToViewport(this.#drawn.getNodeAttributes(id)),
      radiusOf: (size) => this.#sigma.scaleSize(size),
    });
    this.#sigma.on('afterRender', () => this.#light());
    this.#sigma.on('enterNode', ({ node }) => this.#hover(node));
    this.#sigma.on('leaveNode', () => this.#hover(undefined));
    this.#sigma.on('clickNode', ({ node }) => events.onNode(node));
    this.#sigma.on('clickEdge', ({ edge }) => events.onEdge(edge));
    this.#sigma.on('clickStage', () => events.onNothing());
  }

  /** Draws a picture; where nodes or edges came or went, finds places for them. */
  show(given: Picture): void {
    const picture = fitted(given, this.#box);
    const before = `${this.#drawn.order} ${this.#drawn.size}`;
    this.#colours = coloursOf(this.container);
    this.#overlay.show(picture);
    draw(this.#drawn, picture, this.#colours);
    if (before !== `${this.#drawn.order} ${this.#drawn.size}`) this.#layout.arrange(numbersOf(this.#drawn, this.#box));
  }

  choose(id: string | undefined, path: readonly string[] = []): void {
    [this.#chosen, this.#path] = [id, path];
    this.#light();
  }

  zoom(direction: 'in' | 'out' | 'all'): void {
    const camera = this.#sigma.getCamera();
    if (direction === 'in') void camera.zoomIn();
    else if (direction === 'out') void camera.zoomOut();
    else void camera.reset();
  }

  close(): void {
    this.#layout.close();
    this.#overlay.close();
    this.#sigma.kill();
  }

  /** As much of the container as the picture fills. */
  get #box() {
    const { clientWidth, clientHeight } = this.container;
    return { width: Math.max(1, clientWidth - 2 * stagePadding), height: Math.max(1, clientHeight - 2 * stagePadding) };
  }

  #hover(node: string | undefined): void {
    this.#hovered = node;
    this.#light();
  }

  #light(): void {
    const around = this.#hovered ?? this.#chosen;
    const isDrawn = around !== undefined && this.#drawn.hasNode(around);
    this.#overlay.draw({ around: isDrawn ? around : undefined, path: this.#path }, this.#colours);
  }
}

interface GraphCanvasProps extends PictureEvents {
  readonly picture: Picture;
  readonly chosen: string | undefined;
  /** Ids of nodes that led to an answer, one after the other. */
  readonly path?: readonly string[];
}

const directions = ['in', 'out', 'all'] as const;

/** The picture; for whoever does not see it there is the list. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { t } = useWords();
  const { place, drawing } = useDrawing(props);
  const figure = useRef<HTMLElement>(null);
  const fill = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : figure.current?.requestFullscreen());
  return (
    <figure className="graph-canvas" ref={figure}>
      <div className="graph-canvas__picture" ref={place} aria-hidden="true" />
      <figcaption className="unseen">{t('graph.picture')}</figcaption>
      <div className="row graph-canvas__zoom">
        {directions.map((direction) => (
          <Button key={direction} look="small" onClick={() => drawing.current?.zoom(direction)}>
            {t(`graph.zoom.${direction}`)}
          </Button>
        ))}
        {document.fullscreenEnabled && (
          <Button look="small" onClick={fill}>
            {t('graph.fullScreen')}
          </Button>
        )}
      </div>
    </figure>
  );
}

/** The picture in its place, as the properties are now. */
function useDrawing({ picture, chosen, path, ...events }: GraphCanvasProps) {
  const { theme } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<GraphDrawing>(undefined);
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const made = new GraphDrawing(place.current, {
      onNode: (id) => latest.current.onNode(id),
      onEdge: (id) => latest.current.onEdge(id),
      onNothing: () => latest.current.onNothing(),
    });
    drawing.current = made;
    return () => made.close();
  }, []);
  // Colours are read anew, so also where only the appearance has changed.
  useEffect(() => drawing.current?.show(picture), [picture, theme]);
  useEffect(() => drawing.current?.choose(chosen, path), [chosen, path]);
  return { place, drawing };
}
