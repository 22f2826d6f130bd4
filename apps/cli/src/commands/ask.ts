import { answerOf, type Schema } from '@lexhop/client';
import { type CommandContext, type GraphOptions, withConnection } from '../connect.js';
import { headingOf } from '@lexhop/statutes/structure';
import { openForReading } from '../embedding-file/read-texts.js';
import { ReadingFileError } from '../errors.js';
import { shortened } from '../terminal/output.js';

export interface AskOptions extends GraphOptions {
  readonly mode: Schema<'RetrievalMode'>;
  readonly topK: number;
  readonly statutes?: string;
  readonly refine?: NonNullable<Schema<'RetrieveRequest'>['refine']>;
  /** A file with a reading, or with an answer that has one, as --json gives it. */
  readonly reading?: string;
  readonly rerank?: boolean;
  readonly explain?: boolean;
}

/** What every way of asking takes. */
export async function requestOf(query: string, options: AskOptions) {
  const { mode, topK, statutes, refine, reading, rerank } = options;
  return {
    query,
    mode,
    topK,
    ...(refine !== undefined && { refine }),
    ...(reading !== undefined && { reading: await readingIn(reading) }),
    ...(rerank !== undefined && { rerank }),
    ...(statutes !== undefined && { statutes: statutes.split(',') }),
  };
}

/** `lexhop ask QUERY` */
export function askCommand(context: CommandContext, query: string, options: AskOptions) {
  return withConnection(context, async ({ client }) => {
    const { graph, explain = false, json } = options;
    const request = { ...(await requestOf(query, options)), explain };
    const call = client.rest.POST('/api/v1/graphs/{graph}/retrieve', { params: { path: { graph } }, body: request });
    const answer = await answerOf(call);
    if (json) return context.output.json(answer);
    for (const line of presentAnswer(answer)) context.output.line(line);
  });
}

/** The reading of a file; whether it is one that can be searched by, the server says. Throws a FileUnreadableError or a ReadingFileError. */
async function readingIn(file: string): Promise<Schema<'Reading'>> {
  const handle = await openForReading(file);
  try {
    const value: unknown = JSON.parse(await handle.readFile('utf8'));
    if (typeof value === 'object' && value) return ('reading' in value ? value.reading : value) as Schema<'Reading'>;
  } catch (cause) {
    throw new ReadingFileError(file, { cause });
  } finally {
    await handle.close();
  }
  throw new ReadingFileError(file);
}

/** `lexhop show ARTICLE`: its text and its edges. */
export function showCommand(context: CommandContext, id: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const params = { path: { graph, id } };
    const [article, around] = await Promise.all([
      answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}', { params })),
      answerOf(client.rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params })),
    ]);
    if (json) return context.output.json({ article, ...around });
    context.output.line(
      `${article.statuteTitle} ${article.number}  [${article.id}]  ${article.headingPath.map(headingOf).join(' / ')}`,
    );
    context.output.line(article.text);
    for (const edge of around.edges) context.output.line(`  ${tellEdge(edge, article.id)}`);
  });
}

function tellEdge(edge: Schema<'Edge'>, id: string): string {
  const end = edge.source === id ? `→ ${edge.target}` : `← ${edge.source}`;
  if (edge.kind === 'question') return `${end}  question ${edge.score.toFixed(3)}  ${shortened(edge.text, 60)}`;
  return edge.kind === 'hierarchy'
    ? `${end}  ${edge.relation}`
    : `${end}  ${edge.kind} 「${shortened(edge.text, 60)}」`;
}

/** An answer in lines for people; with explanations, the path that led to each article, told in words. */
export function presentAnswer(answer: Schema<'RetrieveAnswer'>): readonly string[] {
  const milliseconds = answer.timings.total.toFixed(1);
  const head = `mode ${answer.mode}, build ${answer.build} of graph ${answer.graph}, ${milliseconds} ms`;
  return [
    head,
    ...presentReading(answer),
    ...answer.results.flatMap(presentResult),
    ...answer.notes.map(({ sentence }) => `! ${sentence}`),
  ];
}

/** What a language model, or the request, made of the query. */
function presentReading({ reading }: Schema<'RetrieveAnswer'>): readonly string[] {
  if (!reading?.by) return [];
  const lines = [reading.translation, reading.issues.join('、'), reading.passage].filter((line) => line);
  return [`read by ${reading.by}:`, ...lines.map((line) => `    ${line}`)];
}

function presentResult({ rank, score, article, explanation }: Schema<'RetrievedArticle'>): readonly string[] {
  const paragraph = article.paragraph === undefined ? '' : ` paragraph ${article.paragraph}`;
  const title = `${String(rank).padStart(2)}. ${article.statuteTitle} ${article.number}${paragraph}  [${article.id}]  ${score.toFixed(4)}`;
  const lines = [title, `    ${shortened(article.text, 90)}`];
  if (!explanation) return lines;
  const parts = Object.entries(explanation.parts).map(
    ([name, part]) => `${name} ${(part.weight * part.normalised).toFixed(3)}`,
  );
  const scores = `    entry ${explanation.entryScore.toFixed(3)} (${parts.join(' + ') || 'found by hops alone'}), hop ${explanation.hop.toFixed(3)}`;
  const path = explanation.path.slice(0, 3).map((step) => `    ${tellStep(step)}`);
  return [...lines, ...(explanation.rerank ? [`    ${tellMove(explanation.rerank)}`] : []), scores, ...path];
}

function tellMove({
  by,
  from,
  score,
}: NonNullable<Schema<'RetrievedArticle'>['explanation']>['rerank'] & object): string {
  const scored = score === undefined ? '' : ` (scored ${score.toFixed(3)})`;
  return `moved here from place ${from} by ${by}${scored}`;
}

/** What the law's words say of an article that was reached, by the kind of the edge and how it was followed. */
const stated = {
  citation: { out: (from: string) => `${from} cites it`, in: (from: string) => `it cites ${from}` },
  delegates: {
    out: (from: string) => `its order is made under ${from}`,
    in: (from: string) => `the order of ${from} is made under it`,
  },
  penalises: {
    out: (from: string) => `${from} is the penalty for its breach`,
    in: (from: string) => `it is the penalty for a breach of ${from}`,
  },
  defines: {
    out: (from: string) => `${from} defines a term of it`,
    in: (from: string) => `it defines a term of ${from}`,
  },
  applies: {
    out: (from: string) => `${from} has it applied mutatis mutandis`,
    in: (from: string) => `it has ${from} applied mutatis mutandis`,
  },
  excepts: {
    out: (from: string) => `${from} is an exception from it`,
    in: (from: string) => `it is an exception from ${from}`,
  },
} as const;

/** One edge of a path, told from where it was reached. */
function tellStep({ from, edge }: Schema<'PathStep'>): string {
  if (edge.kind === 'hierarchy') return `← beside ${from}`;
  if (edge.kind !== 'question') return `← ${stated[edge.kind][edge.direction](from)}: 「${shortened(edge.text, 60)}」`;
  return edge.direction === 'out' ? `← ${from} raises: ${edge.text}` : `← it raises what ${from} answers: ${edge.text}`;
}
