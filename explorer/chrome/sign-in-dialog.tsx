import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Problem } from '../session/problem.ts';

interface SignInDialogProps {
  readonly isOpen: boolean;
  /** What has brought the dialog up, in a sentence; undefined when nothing needs to be said. */
  readonly reason?: string | undefined;
  signIn(apiKey: string): Promise<Problem | undefined>;
  onClose(): void;
}

/** The panel to sign in with. Closing it leaves one signed out. */
export function SignInDialog({ isOpen, reason, signIn, onClose }: SignInDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onCancel={onClose}>
      {isOpen && <SignInForm reason={reason} signIn={signIn} onClose={onClose} />}
    </dialog>
  );
}

function SignInForm({ reason, signIn, onClose }: Omit<SignInDialogProps, 'isOpen'>) {
  const [apiKey, setApiKey] = useState('');
  const [fault, setFault] = useState<string>();
  const [isWaiting, setWaiting] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setWaiting(true);
    setFault(await tryToSignIn(apiKey.trim(), signIn));
    setWaiting(false);
  }

  return (
    <form onSubmit={submit}>
      <h2 id="sign-in-title">Sign in</h2>
      {reason && <p className="reason">{reason}</p>}
      <label htmlFor="api-key">API key</label>
      <input
        id="api-key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="csb_…"
        required
        value={apiKey}
        aria-describedby={fault ? 'sign-in-fault' : undefined}
        aria-invalid={fault !== undefined}
        onChange={(event) => setApiKey(event.target.value)}
      />
      <p id="sign-in-fault" className="fault" role="alert">
        {fault}
      </p>
      <div className="actions">
        <button type="submit" className="filled" disabled={isWaiting}>
          Sign in
        </button>
        <button type="button" className="plain" onClick={onClose}>
          Continue without
        </button>
      </div>
      <p className="hint">
        No key? On the server’s machine, <code>bin/claims sign-in-link</code> creates a link that signs you
        in, and <code>bin/claims keys create</code> creates keys.
      </p>
    </form>
  );
}

/** What to tell the person when it did not work; undefined when it did. */
async function tryToSignIn(apiKey: string, signIn: SignInDialogProps['signIn']): Promise<string | undefined> {
  try {
    const problem = await signIn(apiKey);
    if (problem?.status === 401) return 'This key is not valid: it may be mistyped, revoked or expired.';
    if (problem?.status === 429)
      return `Too many attempts. Try again in ${problem.retryAfter ?? 60} seconds.`;
    return problem?.detail;
  } catch {
    return 'The server cannot be reached. Is it running?';
  }
}
