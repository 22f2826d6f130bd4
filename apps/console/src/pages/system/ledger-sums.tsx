import { ProblemNote } from '../../feedback/problem-note.js';
import { useWords } from '../../words/use-words.js';
import { useLedger } from './use-system.js';

const microUsdPerUsd = 1_000_000;

/** What language models have cost so far, all graphs and builds together. */
export function LedgerSums() {
  const { t, number, dollars } = useWords();
  const { data, error, refetch } = useLedger();
  return (
    <section className="sheet stack" aria-labelledby="system-ledger">
      <h2 id="system-ledger">{t('system.ledger')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="quiet">{t('system.ledger.none')}</p>}
      {data && data.items.length > 0 && (
        <div className="scroll-x">
          <table>
            <Head />
            <tbody>
              {data.items.map((sum) => (
                <tr key={sum.model}>
                  <th scope="row">{sum.model}</th>
                  <td className="number">{number(sum.completed + sum.failed + sum.unknown)}</td>
                  <td className="number">{number(sum.inputTokens + sum.outputTokens)}</td>
                  <td className="number">{dollars((sum.microUsd + sum.unknownMicroUsd) / microUsdPerUsd)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const columns = ['calls', 'tokens', 'cost'] as const;

function Head() {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('system.ledger.model')}</th>
        {columns.map((column) => (
          <th key={column} scope="col" className="number">
            {t(`system.ledger.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
