import type { Colours } from './drawn-graph.js';
import type { Picture, PictureEdge, PictureNode } from './picture.js';
import { type Dot, type Label, placeLabels, type Point } from './place-labels.js';

/** Where nodes are on the screen, and how large. */
export interface Projection {
  readonly placeOf: (id: string) => Point;
  readonly radiusOf: (size: number) => number;
}

/** What is lit: the neighbourhood of a node, and a path. */
export interface Lit {
  readonly around: string | undefined;
  /** Ids of nodes, one after the other. */
  readonly path: readonly string[];
}

const [fontSize, mostLabels, mostCounts] = [13, 70, 24];
/** Of the largest circles, those that names leave room for: where there are more, no name would find a place. */
const mostDots = 400;
const font = `${fontSize}px system-ui, sans-serif`;

/** Names, what is lit, and how many edges a line stands for: drawn over the picture, a few dozen strokes each time. */
export class Overlay {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d');
  readonly #widths = new Map<string, number>();
  #nodes: ReadonlyMap<string, PictureNode> = new Map();
  #bySize: readonly PictureNode[] = [];
  #edges: readonly PictureEdge[] = [];
  #counted: readonly PictureEdge[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly project: Projection,
  ) {
    this.#canvas.className = 'graph-canvas__overlay';
    container.append(this.#canvas);
  }

  show({ nodes, edges }: Picture): void {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#bySize = nodes.toSorted((one, other) => other.size - one.size);
    this.#edges = edges;
    const bundled = edges.filter(({ count = 0 }) => count > 1);
    this.#counted = bundled.toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0)).slice(0, mostCounts);
  }

  draw(lit: Lit, colours: Colours): void {
    const context = this.#context;
    if (!context) return;
    const size = this.#fit(context);
    context.clearRect(0, 0, size.width, size.height);
    const around = this.#edgesAround(lit.around);
    const near = new Set(around.flatMap(({ source, target }) => [source, target]));
    if (lit.around !== undefined) near.add(lit.around);
    if (near.size > 0) this.#veil(context, size, colours.paper);
    for (const edge of around) this.#line(context, edge, colours[edge.kind], edge.width + 0.5);
    this.#drawPath(context, lit.path, colours);
    for (const id of [...near, ...lit.path]) this.#disc(context, id, colours);
    const first = [...new Set([...(lit.around === undefined ? [] : [lit.around]), ...lit.path, ...near])];
    const dots = near.size > 0 ? first.flatMap((id) => this.#nodes.get(id) ?? []) : this.#bySize.slice(0, mostDots);
    const picture = { ...size, dots: dots.map((node) => this.#dotOf(node)) };
    const labels = placeLabels(this.#labels(context, first, near.size > 0), picture, mostLabels);
    for (const { text, x, y } of labels) write(context, text, { x, y }, colours);
  }

  close(): void {
    this.#canvas.remove();
  }

  #fit(context: CanvasRenderingContext2D) {
    const { clientWidth: width, clientHeight: height } = this.container;
    const ratio = devicePixelRatio;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = font;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    return { width, height };
  }

  #edgesAround(id: string | undefined): readonly PictureEdge[] {
    return id === undefined ? [] : this.#edges.filter(({ source, target }) => source === id || target === id);
  }

  #veil(context: CanvasRenderingContext2D, { width, height }: { width: number; height: number }, paper: string): void {
    context.globalAlpha = 0.82;
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    context.globalAlpha = 1;
  }

  #line(
    context: CanvasRenderingContext2D,
    edge: Pick<PictureEdge, 'source' | 'target'>,
    colour: string,
    width: number,
  ) {
    const [from, to] = [this.project.placeOf(edge.source), this.project.placeOf(edge.target)];
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }

  #drawPath(context: CanvasRenderingContext2D, path: readonly string[], colours: Colours): void {
    const known = path.filter((id) => this.#nodes.has(id));
    known.slice(1).forEach((target, place) => {
      const source = known[place] ?? target;
      this.#line(context, { source, target }, colours.chosen, 5);
    });
  }

  #disc(context: CanvasRenderingContext2D, id: string, colours: Colours): void {
    const node = this.#nodes.get(id);
    if (!node) return;
    const { x, y } = this.project.placeOf(id);
    context.beginPath();
    context.arc(x, y, this.project.radiusOf(node.size), 0, 2 * Math.PI);
    context.fillStyle = colours.clusters[node.cluster] ?? colours.label;
    context.fill();
    context.strokeStyle = colours.label;
    context.lineWidth = 1.5;
    context.stroke();
  }

  /** Those that are lit first, then the largest, then the numbers of edges. */
  *#labels(context: CanvasRenderingContext2D, first: readonly string[], onlyThose: boolean): Generator<Label> {
    for (const id of first) {
      const node = this.#nodes.get(id);
      if (node) yield this.#nameOf(context, node);
    }
    if (onlyThose) return;
    for (const node of this.#bySize) yield this.#nameOf(context, node);
    for (const { source, target, count } of this.#counted) {
      const [from, to] = [this.project.placeOf(source), this.project.placeOf(target)];
      yield this.#label(context, String(count), (from.x + to.x) / 2, (from.y + to.y) / 2);
    }
  }

  #dotOf({ id, size }: PictureNode): Dot {
    return { ...this.project.placeOf(id), radius: this.project.radiusOf(size) };
  }

  /** Under its circle, else over it or beside it. */
  #nameOf(context: CanvasRenderingContext2D, node: PictureNode): Label {
    const { x, y, radius } = this.#dotOf(node);
    const away = radius + fontSize * 0.8;
    const under = this.#label(context, node.label, x, y + away);
    const aside = radius + under.width / 2 + 1;
    const others = [
      { x, y: y - away },
      { x: x + aside, y },
      { x: x - aside, y },
    ];
    const named = { ...under, others, radius };
    // A name that would stick out stands a little aside.
    const [half, { clientWidth }] = [named.width / 2, this.container];
    const isInside = x >= 0 && x <= clientWidth;
    return isInside ? { ...named, x: Math.max(half, Math.min(clientWidth - half, x)) } : named;
  }

  #label(context: CanvasRenderingContext2D, text: string, x: number, y: number): Label {
    const width = this.#widths.get(text) ?? context.measureText(text).width;
    this.#widths.set(text, width);
    return { text, x, y, width: width + 8, height: fontSize + 6 };
  }
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  colours: Colours,
): void {
  context.strokeStyle = colours.paper;
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeText(text, x, y);
  context.fillStyle = colours.label;
  context.fillText(text, x, y);
}
