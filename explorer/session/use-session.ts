import { useCallback, useEffect, useState } from 'react';
import type { Problem } from './problem.ts';
import { endSession, openSession, readSession, type Session } from './session.ts';

/** Where a page stands with its session. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
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

/** Keeps the session of a page. */
export function useSession(): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });
  const reload = useCallback(async () => {
    try {
      const session = await readSession();
      setState(
        session.authenticated ? { kind: 'signed-in', session } : { kind: 'signed-out', hasEnded: false },
      );
    } catch {
      setState({ kind: 'unreachable' });
    }
  }, []);
  useEffect(() => void reload(), [reload]);
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
      await endSession();
      setState({ kind: 'signed-out', hasEnded: false });
    } catch {
      setState({ kind: 'unreachable' });
    }
  }, []);
  const ended = useCallback(() => setState({ kind: 'signed-out', hasEnded: true }), []);
  return { state, reload, signIn, signOut, ended };
}
