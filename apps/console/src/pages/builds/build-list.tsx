import { type Build, type BuildState, isMockEmbedded } from './use-builds.js';
import { useWords } from '../../words/preferences.js';
import { Link } from 'wouter';
import { pathOf } from '../../layout/navigation.js';

const tagOf: Readonly<Record<BuildState, string>> = {
  running: 'tag tag--good',
  active: 'tag tag--good',
  superseded: 'tag',
  'rolled-back': 'tag',
  failed: 'tag tag--fault',
  cancelled: 'tag tag--warning',
  abandoned: 'tag',
};

export function BuildStateTag({ state }: { readonly state: BuildState }) {
  const { t } = useWords();
  return <span className={tagOf[state]}>{t(`builds.state.${state}`)}</span>;
}

interface BuildListProps {
  readonly graph: string;
  readonly builds: readonly Build[];
}

export function BuildList({ graph, builds }: BuildListProps) {
  const { t } = useWords();
  return (
    <section className="sheet stack" aria-labelledby="builds-list">
      <h2 id="builds-list">{t('builds.list')}</h2>
      <table className="builds">
        <thead>
          <tr>
            <th scope="col">{t('builds.column.build')}</th>
            <th scope="col">{t('builds.column.state')}</th>
            <th scope="col" className="number builds__rare">
              {t('builds.column.took')}
            </th>
            <th scope="col" className="number builds__rare">
              {t('builds.column.nodes')}
            </th>
            <th scope="col" className="number builds__rare">
              {t('builds.column.edges')}
            </th>
            <th scope="col">{t('builds.column.embedding')}</th>
          </tr>
        </thead>
        <tbody>
          {builds.map((build) => (
            <BuildRow key={build.number} graph={graph} build={build} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function BuildRow({ graph, build }: { readonly graph: string; readonly build: Build }) {
  const { t, number, duration, moment } = useWords();
  const { counts, space, createdAt, endedAt } = build;
  const seconds = endedAt === undefined ? undefined : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;
  return (
    <tr>
      <th scope="row">
        <Link href={pathOf(graph, 'build', build.number)}>{t('builds.name', { number: String(build.number) })}</Link>
        <small className="builds__begun">{moment(createdAt)}</small>
      </th>
      <td>
        <BuildStateTag state={build.state} />
      </td>
      <td className="number builds__rare">{seconds !== undefined && duration(seconds)}</td>
      <td className="number builds__rare">{counts && number(counts.nodes.article + counts.nodes.paragraph)}</td>
      <td className="number builds__rare">{counts && number(counts.edges.question + counts.edges.citation)}</td>
      <td>
        {space?.model} {isMockEmbedded(build) && <span className="tag tag--warning">{t('builds.mock')}</span>}
      </td>
    </tr>
  );
}
