import { GraphiQL } from 'graphiql';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Header } from '../chrome/header.tsx';
import { mendMarkup } from '../chrome/mend-markup.ts';
import type { Notice } from '../chrome/notice.ts';
import { NoticeBar } from '../chrome/notice-bar.tsx';
import { sessionNotice } from '../chrome/session-notice.ts';
import { SignInDialog } from '../chrome/sign-in-dialog.tsx';
import type { Quota } from '../session/quota.ts';
import { useRecovery } from '../session/use-recovery.ts';
import { type SessionControl, useSession } from '../session/use-session.ts';
import { EditorTheme, editorTheme } from './editor-theme.tsx';
import { demoExamples } from './examples.ts';
import { createFetcher, type Introspection } from './fetcher.ts';
import { FitExamples } from './fit-examples.tsx';
import { FollowOperationName } from './follow-operation-name.tsx';
import { LoadMissingSchema } from './load-missing-schema.tsx';
import { graphiqlMarkup } from './markup.ts';
import { scalarSchemas } from './scalars.ts';
import { ShareButton } from './share-button.tsx';
import type { SharedOperation } from './shared-operation.ts';
import { sortTypes } from './sort-types.ts';
import { storage } from './storage.ts';
import { useFittingExamples } from './use-fitting-examples.ts';

interface ExplorerProps {
  readonly introspection: Introspection;
  readonly shared: SharedOperation | undefined;
  /** The page was reached by a sign-in link that no longer works. */
  readonly isLinkOver: boolean;
}

const mendGraphiql = (main: HTMLElement) => mendMarkup(main, graphiqlMarkup);

/** The whole page: header, messages, sign-in panel and GraphiQL. */
export function Explorer({ introspection, shared, isLinkOver }: ExplorerProps) {
  const session = useSession();
  const { state, reload, signOut } = session;
  const [notice, setNotice] = useState<Notice>();
  const [quota, setQuota] = useState<Quota>();
  const panel = useSignInPanel(session, isLinkOver);
  const { ask } = panel;
  const examples = useFittingExamples(state.kind === 'signed-in');
  // The examples come first, so that the quota that is shown with the schema is what is left after them.
  const isSignedIn = state.kind === 'signed-in' && examples !== undefined;
  const isKnown = state.kind !== 'loading' && (state.kind !== 'signed-in' || isSignedIn);
  // From then on GraphiQL stays: it contains what the visitor writes.
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (isKnown) setShown(true);
  }, [isKnown]);
  const [recoveries, setRecoveries] = useState(0);
  const isAwaited =
    state.kind === 'unreachable' || notice?.kind === 'unreachable' || notice?.kind === 'unavailable';
  const recover = useCallback(() => {
    setNotice(undefined);
    setRecoveries((count) => count + 1);
    void reload();
  }, [reload]);
  useRecovery(isAwaited, recover);

  useEffect(() => {
    if (!isSignedIn) setQuota(undefined);
  }, [isSignedIn]);

  // A new fetcher makes GraphiQL ask for the schema again, which is right at each sign-in and sign-out.
  const fetcher = useMemo(
    () =>
      createFetcher(introspection, isSignedIn, { onNotice: setNotice, onQuota: setQuota, onSignedOut: ask }),
    [introspection, isSignedIn, ask],
  );
  return (
    <>
      <Header page="explorer" state={state} quota={quota} onSignIn={panel.open} onSignOut={signOut} />
      <NoticeBar
        notice={sessionNotice(state) ?? notice}
        onClose={() => setNotice(undefined)}
        onRetry={recover}
      />
      <SignInDialog
        isOpen={panel.isOpen}
        reason={panel.reason}
        signIn={session.signIn}
        onClose={panel.close}
      />
      <main className="explorer" ref={mendGraphiql}>
        {isShown && (
          <GraphiQL
            fetcher={fetcher}
            storage={storage}
            defaultTabs={shared ? [shared, ...demoExamples] : [...demoExamples]}
            {...(shared && { initialQuery: shared.query, initialVariables: shared.variables })}
            defaultEditorToolsVisibility="variables"
            forcedTheme="system"
            editorTheme={editorTheme}
            customScalarSchemas={scalarSchemas}
            onSchemaChange={sortTypes}
          >
            <GraphiQL.Logo>
              <span />
            </GraphiQL.Logo>
            <GraphiQL.Toolbar>
              {({ prettify, copy, merge }) => (
                <>
                  {prettify}
                  {merge}
                  {copy}
                  <ShareButton onCopied={() => setNotice({ kind: 'copied' })} />
                </>
              )}
            </GraphiQL.Toolbar>
            <EditorTheme />
            <LoadMissingSchema recoveries={recoveries} />
            {examples && <FitExamples examples={examples} />}
            {shared?.operationName && <FollowOperationName name={shared.operationName} />}
          </GraphiQL>
        )}
      </main>
    </>
  );
}

/** When the sign-in panel is up: for users who are signed out and have not closed it, and whenever it is needed. */
function useSignInPanel({ state, ended }: SessionControl, isLinkOver: boolean) {
  const [isClosed, setClosed] = useState(false);
  const [isNeeded, setNeeded] = useState(false);
  const close = useCallback(() => setClosed(true), []);
  const open = useCallback(() => setClosed(false), []);
  const wasSignedIn = state.kind === 'signed-in';
  const ask = useCallback(() => {
    setClosed(false);
    setNeeded(!wasSignedIn);
    if (wasSignedIn) ended();
  }, [wasSignedIn, ended]);
  return { isOpen: state.kind === 'signed-out' && !isClosed, reason: reason(), open, close, ask };

  function reason(): string | undefined {
    if (state.kind === 'signed-out' && state.hasEnded) {
      return 'Your session has ended. Sign in again: your query is still here.';
    }
    if (isNeeded) return 'This needs a credential: sign in, or send a key of your own in the Headers editor.';
    return isLinkOver ? 'This sign-in link was used already, or is too old. Each works once.' : undefined;
  }
}
