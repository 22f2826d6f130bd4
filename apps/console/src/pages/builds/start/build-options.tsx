import type { BuildEstimate } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';
import type { BuildRequest } from '../use-builds.js';

interface BuildOptionsProps {
  readonly request: BuildRequest;
  /** Says how the server is set where the request does not. */
  readonly estimate: BuildEstimate | undefined;
  readonly onChange: (request: BuildRequest) => void;
}

/** What may be otherwise in a build; each says what it is for. */
export function BuildOptions({ request, estimate, onChange }: BuildOptionsProps) {
  const { t } = useWords();
  return (
    <details className="options">
      <summary>{t('builds.options')}</summary>
      <div className="stack">
        <Option
          label={t('builds.options.paragraphs')}
          hint={t('builds.options.paragraphs.hint')}
          checked={request.levels.includes('paragraph')}
          onChange={(on) => onChange({ ...request, levels: on ? ['article', 'paragraph'] : ['article'] })}
        />
        <Option
          label={t('builds.options.scratch')}
          hint={t('builds.options.scratch.hint')}
          checked={request.from === 'scratch'}
          onChange={(on) => onChange({ ...request, from: on ? 'scratch' : 'active' })}
        />
        <Option
          label={t('builds.options.withoutFailed')}
          hint={t('builds.options.withoutFailed.hint')}
          checked={request.activateWithoutFailed ?? estimate?.activateWithoutFailed ?? false}
          onChange={(on) => onChange({ ...request, activateWithoutFailed: on })}
        />
      </div>
    </details>
  );
}

interface OptionProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Option({ label, hint, checked, onChange }: OptionProps) {
  return (
    <label className="option">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  );
}
