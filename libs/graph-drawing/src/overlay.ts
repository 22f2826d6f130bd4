import type { Colours } from './drawn-graph.js';
import type { Picture, PictureEdge, PictureNode } from './picture.js';
import { type Dot, type Label, placeLabels, type Point } from './place-labels.js';

/** Where nodes are on the screen, and how large. */
interface Projection {
  readonly placeOf: (id: string) => Point;
  readonly radiusOf: (size: number) => number;
}

/** What is lit: the neighbourhood of a node, and a path. */
interface Lit {
  readonly around: string | undefined;
  /** Ids of nodes, one after the other. */
  readonly path: readonly string[];
}

const [fontSize, mostLabels, mostCounts] = [13, 70, 24];
/** How many of the largest circles no name may cover. If none could be covered, no name would find a place. */
const mostDots = 400;
const font = `${fontSize}px system-ui, sans-serif`;

/** Names, what is lit, and how many edges a line stands for: drawn over the picture, a few dozen strokes each time. */
export class Overlay {
  readonly #canvas = document.createElement('canvas');
  readonly #pen: CanvasRenderingContext2D;
  readonly #widths = new Map<string, number>();
  #nodes: ReadonlyMap<string, PictureNode> = new Map();
  #bySize: readonly PictureNode[] = [];
  #edges: readonly PictureEdge[] = [];
  #counted: readonly PictureEdge[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly project: Projection,
  ) {
    const pen = this.#canvas.getContext('2d');
    if (!pen) throw new Error('This browser draws on no canvas.');
    this.#pen = pen;
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

  draw({ around, path }: Lit, colours: Colours): void {
    const size = this.#clear();
    const edges = this.#edges.filter(({ source, target }) => source === around || target === around);
    const isVeiled = around !== undefined;
    if (isVeiled) this.#veil(size, colours.paper);
    for (const edge of edges) this.#line(edge, colours[edge.kind], edge.width + 0.5);
    this.#drawPath(path, colours);
    const ends = edges.flatMap(({ source, target }) => [source, target]);
    const lit = [...new Set([around ?? [], path, ends].flat())].flatMap((id) => this.#nodes.get(id) ?? []);
    for (const node of lit) this.#disc(node, colours);
    const dots = isVeiled ? lit : this.#bySize.slice(0, mostDots);
    const picture = { ...size, dots: dots.map((node) => this.#dotOf(node)) };
    for (const label of placeLabels(this.#labels(lit, isVeiled), picture, mostLabels)) this.#write(label, colours);
  }

  close(): void {
    this.#canvas.remove();
  }

  /** Makes the canvas as large as its place, and empty. */
  #clear(): { readonly width: number; readonly height: number } {
    const { clientWidth: width, clientHeight: height } = this.container;
    const ratio = devicePixelRatio;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#pen.font = font;
    this.#pen.textAlign = 'center';
    this.#pen.textBaseline = 'middle';
    this.#pen.clearRect(0, 0, width, height);
    return { width, height };
  }

  #veil({ width, height }: { readonly width: number; readonly height: number }, paper: string): void {
    this.#pen.globalAlpha = 0.82;
    this.#pen.fillStyle = paper;
    this.#pen.fillRect(0, 0, width, height);
    this.#pen.globalAlpha = 1;
  }

  #line({ source, target }: Pick<PictureEdge, 'source' | 'target'>, colour: string, width: number): void {
    const [from, to] = [this.project.placeOf(source), this.project.placeOf(target)];
    this.#pen.strokeStyle = colour;
    this.#pen.lineWidth = width;
    this.#pen.beginPath();
    this.#pen.moveTo(from.x, from.y);
    this.#pen.lineTo(to.x, to.y);
    this.#pen.stroke();
  }

  #drawPath(path: readonly string[], colours: Colours): void {
    const known = path.filter((id) => this.#nodes.has(id));
    for (const [place, target] of known.slice(1).entries()) {
      this.#line({ source: known[place] ?? target, target }, colours.chosen, 5);
    }
  }

  #disc(node: PictureNode, colours: Colours): void {
    const { x, y, radius } = this.#dotOf(node);
    this.#pen.beginPath();
    this.#pen.arc(x, y, radius, 0, 2 * Math.PI);
    this.#pen.fillStyle = colours.clusters[node.cluster] ?? colours.label;
    this.#pen.fill();
    this.#pen.strokeStyle = colours.label;
    this.#pen.lineWidth = 1.5;
    this.#pen.stroke();
  }

  #write({ text, x, y }: Label, colours: Colours): void {
    this.#pen.strokeStyle = colours.paper;
    this.#pen.lineWidth = 4;
    this.#pen.lineJoin = 'round';
    this.#pen.strokeText(text, x, y);
    this.#pen.fillStyle = colours.label;
    this.#pen.fillText(text, x, y);
  }

  /** Those that are lit first, then the largest, then the numbers of edges. */
  *#labels(lit: readonly PictureNode[], onlyThose: boolean): Generator<Label> {
    for (const node of lit) yield this.#nameOf(node);
    if (onlyThose) return;
    for (const node of this.#bySize) yield this.#nameOf(node);
    for (const { source, target, count } of this.#counted) {
      const [from, to] = [this.project.placeOf(source), this.project.placeOf(target)];
      yield this.#label(String(count), (from.x + to.x) / 2, (from.y + to.y) / 2);
    }
  }

  #dotOf({ id, size }: PictureNode): Dot {
    return { ...this.project.placeOf(id), radius: this.project.radiusOf(size) };
  }

  /** Under its circle, else over it or beside it. */
  #nameOf(node: PictureNode): Label {
    const { x, y, radius } = this.#dotOf(node);
    const away = radius + fontSize * 0.8;
    const under = this.#label(node.label, x, y + away);
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

  #label(text: string, x: number, y: number): Label {
    const width = this.#widths.get(text) ?? this.#pen.measureText(text).width;
    this.#widths.set(text, width);
    return { text, x, y, width: width + 8, height: fontSize + 6 };
  }
}
