import { useCallback, useEffect, useState } from 'react';
import type { Problem } from './problem.ts';
import { endSession, openSession, readSession, type Session } from './session.ts';

/** Where a page stands with its session. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
  /** The quota is spent; the server is asked again at this time, in milliseconds since the epoch. */
  | { readonly kind: 'rate-limited'; readonly until: number; readonly detail: string }
  | { readonly kind: 'signed-out'; readonly hasEnded: boolean }
  | { readonly kind: 'signed-in'; readonly session: Session };

/** The session of the page and what can be done with it. */
export interface SessionControl {
  readonly state: SessionState;
  /** Asks the server again. */
  reload(): Promise<void>;
  /** Gives the problem when the key is refused. Throws when the server cannot be reached. */
  signIn(apiKey: string): Promise<Problem | undefined>;
  signOut(): Promise<void>;
  /** The server has refused the session while it was in use. */
  ended(): void;
}

/** Longest wait in milliseconds before the server is asked again: a quota may be spent until tomorrow. */
const MAX_WAIT_MS = 60_000;

/** Keeps the session of a page. */
export function useSession(): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });
  const reload = useCallback(async () => {
    try {
      const answer = await readSession();
      setState('problem' in answer ? stateOf(answer.problem) : signedInOrOut(answer.session));
    } catch {
      setState({ kind: 'unreachable' });
    }
  }, []);
  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    if (state.kind !== 'rate-limited') return;
    const timer = setTimeout(() => void reload(), Math.min(state.until - Date.now(), MAX_WAIT_MS));
    return () => clearTimeout(timer);
  }, [state, reload]);
  const signIn = useCallback(
    async (apiKey: string) => {
      const problem = await openSession(apiKey);
      if (!problem) await reload();
      return problem;
    },
    [reload],
  );
  const signOut = useCallback(async () => {
    try {
      const problem = await endSession();
      setState(problem ? stateOf(problem) : { kind: 'signed-out', hasEnded: false });
    } catch {
      setState({ kind: 'unreachable' });
    }
  }, []);
  const ended = useCallback(() => setState({ kind: 'signed-out', hasEnded: true }), []);
  return { state, reload, signIn, signOut, ended };
}

function signedInOrOut(session: Session): SessionState {
  return session.authenticated ? { kind: 'signed-in', session } : { kind: 'signed-out', hasEnded: false };
}

function stateOf({ status, detail, retryAfter = 1 }: Problem): SessionState {
  if (status !== 429) return { kind: 'unreachable' };
  return { kind: 'rate-limited', until: Date.now() + retryAfter * 1000, detail };
}
