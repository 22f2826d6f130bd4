import { Facts, ReasonText, Sheet, Table, useWords } from '@lexhop/console-parts';
import { edgeKinds } from '@lexhop/graph-drawing';
import { BuildTimeline } from './build-timeline.js';
import { BuildWarnings } from './build-warnings.js';
import { type Build, costOf, secondsOf } from './use-builds.js';

interface HistogramBar {
  readonly name: string;
  readonly count: number;
}

interface HistogramProps {
  readonly title: string;
  /** What the names are, and what is counted. */
  readonly name: string;
  readonly count: string;
  readonly bars: readonly HistogramBar[];
}

/** Bars that are also a table, for whoever listens to it. */
function Histogram({ title, name, count, bars }: HistogramProps) {
  const { number } = useWords();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <div className="sheet">
      <Table
        headed
        className="histogram"
        caption={title}
        columns={[
          ['name', name, 'number'],
          ['count', count],
        ]}
        rows={bars.map((bar) => ({
          key: bar.name,
          name: bar.name,
          count: (
            <>
              <span className="histogram__bar" style={{ inlineSize: `${(bar.count / most) * 75}%` }} />
              <span className="histogram__count">{number(bar.count)}</span>
            </>
          ),
        }))}
      />
    </div>
  );
}

/** What made a build: embedding and who was passed over for it, who drafted, and what that cost. */
function BuildMakers({ build }: { readonly build: Build }) {
  const { t, number } = useWords();
  const { space } = build;
  const draftedBy = build.draftedBy.map((name) => (name === 'question-bank' ? t('builds.makers.bank') : name));
  return (
    <Sheet title={t('builds.makers')}>
      <Facts
        facts={[
          [t('builds.makers.embedding'), space?.model],
          [t('builds.makers.provider'), space?.provider],
          [t('builds.makers.dimensions'), space && number(space.dimensions)],
          [t('builds.makers.precision'), space?.precision],
          [t('builds.makers.drafting'), draftedBy.length > 0 ? draftedBy.join(', ') : t('builds.makers.nobody')],
        ]}
      />
      <Spent build={build} />
      <PassedOver providers={build.passedOver} />
    </Sheet>
  );
}

function Spent({ build }: { readonly build: Build }) {
  const { t, number, dollars } = useWords();
  const { ledger = [] } = build;
  const cost = costOf(build);
  if (cost === undefined) return undefined;
  const sum = (field: 'inputTokens' | 'outputTokens' | 'estimated') =>
    ledger.reduce((total, each) => total + each[field], 0);
  const estimated = sum('estimated');
  return (
    <Facts
      facts={[
        [t('builds.makers.input'), number(sum('inputTokens'))],
        [t('builds.makers.output'), number(sum('outputTokens'))],
        [t('builds.makers.cost'), dollars(cost)],
        [t('builds.makers.estimated'), estimated > 0 && number(estimated)],
      ]}
    />
  );
}

function PassedOver({ providers }: { readonly providers: Build['passedOver'] }) {
  const { t } = useWords();
  if (providers.length === 0) return undefined;
  return (
    <div className="stack stack--tight">
      <h3>{t('builds.makers.passedOver')}</h3>
      <ul className="sentences">
        {providers.map((provider) => (
          <li key={provider.name}>
            <strong>{provider.name}</strong> <ReasonText reason={provider} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type Counts = NonNullable<Build['counts']>;

/** What a build consists of, what its owner should know before trusting it, and what made it. */
export function BuildReport({ build }: { readonly build: Build }) {
  const { counts } = build;
  return (
    <>
      {counts && <Numbers build={build} counts={counts} />}
      <BuildWarnings warnings={build.warnings} />
      {counts && <Histograms counts={counts} />}
      <BuildMakers build={build} />
      <BuildTimeline build={build} />
    </>
  );
}

function Numbers({ build, counts }: { readonly build: Build; readonly counts: Counts }) {
  const { t, number, duration } = useWords();
  const { nodes, questions, edges } = counts;
  const { comparison } = build;
  const seconds = secondsOf(build);
  return (
    <Sheet title={t('builds.report')}>
      <Facts
        facts={[
          [t('builds.report.articles'), number(nodes.article)],
          [t('builds.report.paragraphs'), nodes.paragraph > 0 && number(nodes.paragraph)],
          [t('builds.report.repealed'), number(nodes.repealed)],
          [t('builds.report.incoming'), number(questions.incoming)],
          [t('builds.report.outgoing'), number(questions.outgoing)],
          [t('builds.report.undrafted'), number(counts.undrafted)],
        ]}
      />
      <Facts
        facts={[
          ...edgeKinds.map((kind) => [t(`builds.edge.${kind}`), number(edges[kind])] as const),
          [t('builds.report.isolated'), number(counts.isolated)],
          [t('builds.column.took'), seconds !== undefined && duration(seconds)],
        ]}
      />
      {comparison && (
        <p className="quiet">
          {t('builds.report.comparison', {
            opened: comparison.opened,
            closed: comparison.closed,
            unchanged: comparison.unchanged,
          })}
        </p>
      )}
    </Sheet>
  );
}

function Histograms({ counts }: { readonly counts: Counts }) {
  const { t } = useWords();
  return (
    <div className="columns">
      <Histogram
        title={t('builds.degrees')}
        name={t('builds.degrees.edges')}
        count={t('builds.degrees.nodes')}
        bars={useDegreeBars(counts)}
      />
      <Histogram
        title={t('builds.scores')}
        name={t('builds.scores.score')}
        count={t('builds.scores.edges')}
        bars={scoreBars(counts)}
      />
    </div>
  );
}

/** `0`, `1`, `2`, `3–4` … `17+`: the bounds stand in the build. */
function useDegreeBars({ degreeHistogram }: Counts): readonly HistogramBar[] {
  const { t } = useWords();
  return degreeHistogram.map(({ upTo, nodes }, place) => {
    const from = place === 0 ? 0 : (degreeHistogram[place - 1]?.upTo ?? 0) + 1;
    const name = upTo === null ? t('builds.degrees.more', { from }) : from === upTo ? String(upTo) : `${from}–${upTo}`;
    return { name, count: nodes };
  });
}

function scoreBars({ scoreHistogram }: Counts): readonly HistogramBar[] {
  return scoreHistogram.map((count, bin) => ({
    name: `${(bin / 10).toFixed(1)}–${((bin + 1) / 10).toFixed(1)}`,
    count,
  }));
}
