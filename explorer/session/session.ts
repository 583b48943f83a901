import { type Problem, readProblem } from './problem.ts';

/** Who is signed in, as `GET /session` tells. */
export interface Session {
  readonly authenticated: boolean;
  readonly organization?: { readonly id: string; readonly name: string };
  readonly role?: string;
}

/** Asks who is signed in. Throws when the server cannot be reached or cannot tell. */
export async function readSession(): Promise<Session> {
  const response = await fetch('/session', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as Session;
}

/** Opens a session; gives the problem when the key is refused. Throws when the server cannot be reached. */
export async function openSession(apiKey: string): Promise<Problem | undefined> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: apiKey }),
  });
  return response.ok ? undefined : readProblem(response);
}

/** Ends the session. Throws when that did not work. */
export async function endSession(): Promise<void> {
  const response = await fetch('/session', { method: 'DELETE' });
  if (!response.ok) throw new Error((await readProblem(response)).detail);
}
