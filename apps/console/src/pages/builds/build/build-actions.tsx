import { useState } from 'react';
import { useLocation } from 'wouter';
import { ConfirmDialog } from '../../../feedback/confirm-dialog.js';
import { ProblemNote } from '../../../feedback/problem-note.js';
import { pathOf } from '../../../layout/sections.js';
import type { Build } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';
import { type BuildAction, useBuildAction, useBuilds } from '../use-builds.js';
import { actionsOf } from './actions-of.js';

/** Those that can't be taken back by pressing another button. */
type Asked = Extract<BuildAction, 'activate' | 'abandon'>;

/** What may be done with a build in the state it is in. */
export function BuildActions({ build }: { readonly build: Build }) {
  const { t } = useWords();
  const { graph, number } = build;
  const [asked, setAsked] = useState<Asked>();
  const builds = useBuilds(graph).data?.pages.flatMap(({ items }) => items) ?? [];
  const { mutate, isPending, error } = useBuildAction(graph, number);
  return (
    <>
      {actionsOf(build, builds).map((action) => (
        <button
          key={action}
          type="button"
          className={action === 'retry' ? 'button button--primary' : 'button'}
          disabled={isPending}
          onClick={() => (action === 'activate' || action === 'abandon' ? setAsked(action) : mutate(action))}
        >
          {t(`builds.action.${action}`)}
        </button>
      ))}
      {asked && <AskedAction build={build} action={asked} onClose={() => setAsked(undefined)} />}
      {error && <ProblemNote error={error} />}
    </>
  );
}

interface AskedActionProps {
  readonly build: Build;
  readonly action: Asked;
  readonly onClose: () => void;
}

function AskedAction({ build: { graph, number }, action, onClose }: AskedActionProps) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const { mutate, isPending, error } = useBuildAction(graph, number);
  const confirm = () =>
    mutate(action, {
      onSuccess: () => {
        onClose();
        if (action === 'abandon') navigate(pathOf(graph, 'build'));
      },
    });
  return (
    <ConfirmDialog
      title={t(`builds.action.${action}.title`, { number: String(number) })}
      action={t(`builds.action.${action}`)}
      busy={isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`builds.action.${action}.meaning`)}</p>
      {error && <ProblemNote error={error} />}
    </ConfirmDialog>
  );
}
