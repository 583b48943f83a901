import './home.css';
import { serverAddress } from '../session/address.ts';
import { readSession, type Session } from '../session/session.ts';

// The page is the same wherever it is served; only the browser knows under which address.
for (const place of document.querySelectorAll('[data-origin]')) place.textContent = serverAddress;

const session = await currentSession();
if (session?.organization) {
  const { showOverview } = await import('./overview.tsx');
  showOverview(document.getElementById('overview') as HTMLElement, session.organization);
}

/** Undefined as well when the server does not tell: the page is then that of a visitor who is not signed in. */
async function currentSession(): Promise<Session | undefined> {
  try {
    const answer = await readSession();
    return 'session' in answer ? answer.session : undefined;
  } catch {
    return undefined;
  }
}
