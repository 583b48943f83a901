import { addressOf } from './address.ts';
import { type Problem, readProblem } from './problem.ts';

/** Who is signed in, as `GET /session` tells. */
export interface Session {
  readonly authenticated: boolean;
  readonly organization?: { readonly id: string; readonly name: string };
  readonly role?: string;
}

/** Asks who is signed in; returns the problem when the server refuses to tell. Throws when it cannot be reached. */
export async function readSession(): Promise<{ session: Session } | { problem: Problem }> {
  const response = await fetch(addressOf('session'), { headers: { accept: 'application/json' } });
  if (!response.ok) return { problem: await readProblem(response) };
  return { session: (await response.json()) as Session };
}

/** Opens a session; gives the problem when the key is refused. Throws when the server cannot be reached. */
export async function openSession(apiKey: string): Promise<Problem | undefined> {
  const response = await fetch(addressOf('session'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: apiKey }),
  });
  return response.ok ? undefined : readProblem(response);
}

/** Ends the session; returns the problem when that is refused. Throws when the server cannot be reached. */
export async function endSession(): Promise<Problem | undefined> {
  const response = await fetch(addressOf('session'), { method: 'DELETE' });
  return response.ok ? undefined : readProblem(response);
}
