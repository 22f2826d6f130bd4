import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, type Schema } from '@lexhop/client';
import {
  ConfirmDialog,
  CopyButton,
  Loading,
  ProblemNote,
  rest,
  session,
  signIn,
  textIn,
  useWords,
} from '@lexhop/console-parts';

type Key = Schema<'ApiKey'>;
type KeyRequest = Schema<'ApiKeyRequest'>;
export type NewKey = Schema<'NewApiKey'>;

const roles = ['read', 'build', 'admin'] as const satisfies readonly Key['role'][];

/** The keys that are admitted: who has which role, when it was last used; make one, revoke one. */
export function Keys(making: MakeKeyProps) {
  const { t } = useWords();
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => answerOf(rest.GET('/api/v1/keys')) });
  const [leaving, setLeaving] = useState<string>();
  return (
    <section className="sheet stack" aria-labelledby="system-keys">
      <h2 id="system-keys">{t('keys.title')}</h2>
      {keys.isPending && <Loading />}
      {keys.error && <ProblemNote error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && <p className="quiet">{t('keys.none')}</p>}
      <ul className="stack stack--tight">
        {keys.data?.items.map((key) => (
          <KeyLine key={key.name} shown={key} onRevoke={() => setLeaving(key.name)} />
        ))}
      </ul>
      <MakeKey {...making} />
      {leaving !== undefined && <RevokeKey name={leaving} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

function KeyLine({ shown, onRevoke }: { readonly shown: Key; readonly onRevoke: () => void }) {
  const { t, moment } = useWords();
  const { name, role, graphs, from, lastUsedAt } = shown;
  return (
    <li className="row">
      <strong>{name}</strong>
      <span className="tag">{t(`keys.role.${role}`)}</span>
      <span className="quiet">
        {graphs === null ? t('keys.allGraphs') : graphs.join(', ')}
        {' · '}
        {lastUsedAt === null ? t('keys.neverUsed') : t('keys.lastUsed', { at: moment(lastUsedAt) })}
      </span>
      {from === 'books' ? (
        <button
          type="button"
          className="button button--small"
          aria-label={t('keys.revoke.of', { name })}
          onClick={onRevoke}
        >
          {t('keys.revoke')}
        </button>
      ) : (
        <span className="quiet">{t('keys.ofEnvironment')}</span>
      )}
    </li>
  );
}

interface MakeKeyProps {
  /** The key that was made last; held by the page, which stays while the reader is signed in by it. */
  readonly made: NewKey | undefined;
  readonly onMade: (key: NewKey) => void;
}

/** Makes a key, and shows it this once. */
function MakeKey({ made, onMade }: MakeKeyProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: (body: KeyRequest) => answerOf(rest.POST('/api/v1/keys', { body })),
    onSuccess: (key) => {
      onMade(key);
      // With the first key, keys are asked for: whoever made it has it.
      if (session.get().key === undefined) signIn(key.key);
      else void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const role = roles.find((each) => each === textIn(form, 'role')) ?? 'read';
    const graphs = textIn(form, 'graphs')
      .split(/[\s,]+/)
      .filter((name) => name !== '');
    making.mutate({ name: textIn(form, 'name'), role, ...(graphs.length > 0 && { graphs }) });
  };
  return (
    <form className="stack stack--tight" onSubmit={submit}>
      <KeyFields />
      {making.error && <ProblemNote error={making.error} />}
      {made && <Made made={made} />}
      <p>
        <button type="submit" className="button" disabled={making.isPending}>
          {t('keys.make')}
        </button>
      </p>
    </form>
  );
}

function KeyFields() {
  const { t } = useWords();
  return (
    <div className="columns">
      <label className="field">
        <span>{t('keys.name')}</span>
        <input name="name" required pattern="[a-z0-9\-]{1,64}" title={t('keys.name.rule')} autoComplete="off" />
      </label>
      <label className="field">
        <span>{t('keys.role')}</span>
        <select name="role" defaultValue="read">
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`keys.role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('keys.graphs')}</span>
        <input name="graphs" autoComplete="off" />
      </label>
    </div>
  );
}

function Made({ made: { name, key } }: { readonly made: NewKey }) {
  const { t } = useWords();
  return (
    <output className="note note--warning">
      <span>{t('keys.made', { name })}</span>
      <code>{key}</code>
      <CopyButton label={t('keys.copy')} text={() => key} />
    </output>
  );
}

function RevokeKey({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => answerOf<unknown>(rest.DELETE('/api/v1/keys/{name}', { params: { path: { name } } })),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <ConfirmDialog
      title={t('keys.revoke.title', { name })}
      action={t('keys.revoke')}
      busy={revoking.isPending}
      onConfirm={() => revoking.mutate()}
      onClose={onClose}
    >
      <p>{t('keys.revoke.meaning')}</p>
      {revoking.error && <ProblemNote error={revoking.error} />}
    </ConfirmDialog>
  );
}
