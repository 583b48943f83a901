import type { Quota } from '../session/quota.ts';
import { quotaText } from '../session/quota.ts';
import type { SessionState } from '../session/use-session.ts';
import { Mark } from './mark.tsx';

interface HeaderProps {
  readonly page: 'explorer' | 'reference';
  readonly state: SessionState;
  readonly quota?: Quota | undefined;
  onSignIn(): void;
  onSignOut(): void;
}

const pages = [
  { id: 'explorer', href: 'graphiql', name: 'Explorer' },
  { id: 'reference', href: 'reference', name: 'Reference' },
] as const;

/** The bar on top of a page: where one is, who is signed in, and what is left of the quota. */
export function Header({ page, state, quota, onSignIn, onSignOut }: HeaderProps) {
  return (
    <header className="bar">
      <a className="brand" href=".">
        <Mark />
        <span>Claims Gateway</span>
      </a>
      <nav aria-label="Pages">
        {pages.map(({ id, href, name }) => (
          <a key={id} href={href} aria-current={id === page ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div className="account">
        {state.kind === 'signed-in' && (
          <>
            <p>
              {quota && (
                <span className="quota" data-testid="quota">
                  {quotaText(quota)}
                </span>
              )}
              <span className="who" data-testid="who">
                <strong>{state.session.organization?.name}</strong> <span>{state.session.role}</span>
              </span>
            </p>
            <button type="button" className="plain" onClick={onSignOut}>
              Sign out
            </button>
          </>
        )}
        {state.kind === 'signed-out' && (
          <button type="button" className="filled" onClick={onSignIn}>
            Sign in
          </button>
        )}
      </div>
    </header>
  );
}
