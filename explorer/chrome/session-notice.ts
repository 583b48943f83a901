import type { SessionState } from '../session/use-session.ts';
import type { Notice } from './notice.ts';

/** The notice of a page that does not know who is signed in; undefined when it does. */
export function sessionNotice(state: SessionState): Notice | undefined {
  return state.kind === 'unreachable' || state.kind === 'rate-limited' ? state : undefined;
}
