import { Link } from 'wouter';
import { pathOf } from '../../layout/sections.js';
import { useWords } from '../../words/use-words.js';
import type { StatuteRecord } from './use-statutes.js';

interface OfGraph {
  readonly graph: string;
  /** Absent where the reader may not delete. */
  readonly onDelete?: (statute: StatuteRecord) => void;
}

interface StatuteTableProps extends OfGraph {
  readonly statutes: readonly StatuteRecord[];
}

export function StatuteTable({ graph, statutes, onDelete }: StatuteTableProps) {
  const { t } = useWords();
  return (
    <table className="statutes">
      <thead>
        <tr>
          <th scope="col">{t('statutes.column.title')}</th>
          <th scope="col" className="statutes__rare">
            {t('statutes.column.level')}
          </th>
          <th scope="col" className="number">
            {t('statutes.column.articles')}
          </th>
          <th scope="col" className="statutes__rare">
            {t('statutes.column.modified')}
          </th>
          <th scope="col" className="statutes__rare">
            {t('statutes.column.file')}
          </th>
          {onDelete && (
            <th scope="col">
              <span className="unseen">{t('statutes.column.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {statutes.map((statute) => (
          <StatuteRow key={statute.id} graph={graph} statute={statute} {...(onDelete ? { onDelete } : {})} />
        ))}
      </tbody>
    </table>
  );
}

interface StatuteRowProps extends OfGraph {
  readonly statute: StatuteRecord;
}

function StatuteRow({ graph, statute, onDelete }: StatuteRowProps) {
  const { t, number } = useWords();
  const { id, title, level, language, abolished, articleCount, modifiedOn, sourceFile } = statute;
  return (
    <tr>
      <td>
        <Link href={pathOf(graph, 'statutes', id)} lang={language} className="statutes__title">
          {title}
        </Link>{' '}
        <span className="quiet">{id}</span>{' '}
        {abolished && <span className="tag tag--warning">{t('statutes.abolished')}</span>}
      </td>
      <td className="statutes__rare">{t(`statutes.level.${level}`)}</td>
      <td className="number">{number(articleCount)}</td>
      <td className="statutes__rare">{modifiedOn}</td>
      <td className="statutes__rare quiet">{sourceFile}</td>
      {onDelete && (
        <td className="statutes__actions">
          <button
            type="button"
            className="button button--small"
            aria-label={t('statutes.delete.of', { title })}
            onClick={() => onDelete(statute)}
          >
            {t('statutes.delete.short')}
          </button>
        </td>
      )}
    </tr>
  );
}
