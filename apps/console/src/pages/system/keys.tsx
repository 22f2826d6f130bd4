import { useState } from 'react';
import { answerOf, type Schema } from '@lexhop/client';
import {
  Button,
  ConfirmDialog,
  CopyButton,
  Fetched,
  Field,
  Form,
  ProblemNote,
  rest,
  SelectField,
  session,
  Sheet,
  signIn,
  textIn,
  useChange,
  useGet,
  useWords,
} from '@lexhop/console-parts';

type Key = Schema<'ApiKey'>;
export type NewKey = Schema<'NewApiKey'>;

const roles = ['read', 'build', 'admin'] as const satisfies readonly Key['role'][];
const keysPath = '/api/v1/keys';

/** The keys that are admitted: who has which role, when it was last used; make one, revoke one. */
export function Keys(making: MakeKeyProps) {
  const { t } = useWords();
  const keys = useGet(keysPath, {});
  const [leaving, setLeaving] = useState<string>();
  return (
    <Sheet title={t('keys.title')}>
      <Fetched from={keys}>
        {({ items }) => (
          <ul className="stack stack--tight">
            {items.length === 0 && <li className="quiet">{t('keys.none')}</li>}
            {items.map((key) => (
              <KeyLine key={key.name} shown={key} onRevoke={() => setLeaving(key.name)} />
            ))}
          </ul>
        )}
      </Fetched>
      <MakeKey {...making} />
      {leaving !== undefined && <RevokeKey name={leaving} onClose={() => setLeaving(undefined)} />}
    </Sheet>
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
        <Button look="small" aria-label={t('keys.revoke.of', { name })} onClick={onRevoke}>
          {t('keys.revoke')}
        </Button>
      ) : (
        <span className="quiet">{t('keys.ofEnvironment')}</span>
      )}
    </li>
  );
}

interface MakeKeyProps {
  /** The key that was made last. The page holds it, since making the first key signs the reader in and draws this part anew. */
  readonly made: NewKey | undefined;
  readonly onMade: (key: NewKey) => void;
}

/** Makes a key, and shows it this once. */
function MakeKey({ made, onMade }: MakeKeyProps) {
  const { t } = useWords();
  const { mutate, error, isPending } = useChange(
    (body: Schema<'ApiKeyRequest'>) => answerOf(rest.POST(keysPath, { body })),
    {
      changed: [keysPath],
      onDone: (key) => {
        onMade(key);
        // With the first key, keys are asked for: whoever made it has it.
        if (session.get().key === undefined) signIn(key.key);
      },
    },
  );
  return (
    <Form className="stack stack--tight" onSubmit={(form) => mutate(requestIn(form))}>
      <KeyFields />
      {error && <ProblemNote error={error} />}
      {made && <Made made={made} />}
      <p>
        <Button type="submit" disabled={isPending}>
          {t('keys.make')}
        </Button>
      </p>
    </Form>
  );
}

function requestIn(form: HTMLFormElement): Schema<'ApiKeyRequest'> {
  const role = roles.find((each) => each === textIn(form, 'role')) ?? 'read';
  const graphs = textIn(form, 'graphs')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  return { name: textIn(form, 'name'), role, ...(graphs.length > 0 && { graphs }) };
}

function KeyFields() {
  const { t } = useWords();
  return (
    <div className="columns">
      <Field label={t('keys.name')}>
        <input name="name" required pattern="[a-z0-9\-]{1,64}" title={t('keys.name.rule')} autoComplete="off" />
      </Field>
      <SelectField
        name="role"
        label={t('keys.role')}
        defaultValue="read"
        options={roles.map((role) => ({ value: role, text: t(`keys.role.${role}`) }))}
      />
      <Field label={t('keys.graphs')}>
        <input name="graphs" autoComplete="off" />
      </Field>
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
  return (
    <ConfirmDialog
      title={t('keys.revoke.title', { name })}
      action={t('keys.revoke')}
      onConfirm={() => answerOf(rest.DELETE('/api/v1/keys/{name}', { params: { path: { name } } }))}
      onClose={onClose}
    >
      <p>{t('keys.revoke.meaning')}</p>
    </ConfirmDialog>
  );
}
