import type { Build } from '../../../server/build.js';
import type { BuildAction } from '../use-builds.js';

type InList = Pick<Build, 'number' | 'state'>;

/** What the server would let be done with a build; `builds` are those of the graph, newest first. */
export function actionsOf({ state, number }: InList, builds: readonly InList[]): readonly BuildAction[] {
  switch (state) {
    case 'running':
      return ['cancel'];
    case 'failed':
    case 'cancelled':
      return ['retry', 'abandon'];
    case 'rolled-back':
      return ['abandon'];
    case 'superseded':
      // Only the build that answered before the active one can be gone back to.
      return builds.find((each) => each.state === 'superseded')?.number === number ? ['activate'] : [];
    case 'active':
    case 'abandoned':
      return [];
  }
}
