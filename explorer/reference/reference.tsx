import { useCallback, useState } from 'react';
import { Header } from '../chrome/header.tsx';
import { NoticeBar } from '../chrome/notice-bar.tsx';
import { sessionNotice } from '../chrome/session-notice.ts';
import { SignInDialog } from '../chrome/sign-in-dialog.tsx';
import { useRecovery } from '../session/use-recovery.ts';
import { useSession } from '../session/use-session.ts';

/** What stands above the reference: the same header and sign-in as the explorer's. */
export function Reference() {
  const { state, reload, signIn, signOut } = useSession();
  const [isAsked, setAsked] = useState(false);
  const recover = useCallback(() => void reload(), [reload]);
  useRecovery(state.kind === 'unreachable', recover);
  return (
    <>
      <Header page="reference" state={state} onSignIn={() => setAsked(true)} onSignOut={signOut} />
      <NoticeBar notice={sessionNotice(state)} onClose={() => {}} onRetry={recover} />
      <SignInDialog
        isOpen={isAsked && state.kind === 'signed-out'}
        signIn={signIn}
        onClose={() => setAsked(false)}
      />
    </>
  );
}
