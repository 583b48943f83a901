import './workers.ts';
import 'graphiql/style.css';
import '../chrome/theme.css';
import '../chrome/chrome.css';
import './graphiql.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.tsx';
import type { Introspection } from './fetcher.ts';
import { readSharedOperation } from './shared-operation.ts';

/** What the server appends to the address when a sign-in link does not work (src/server/session/routes.ts). */
const LINK_IS_OVER = '#sign-in-link-is-over';

const introspection = document.querySelector<HTMLMetaElement>('meta[name="introspection"]')?.content;
const isLinkOver = location.hash === LINK_IS_OVER;
if (isLinkOver) history.replaceState(null, '', location.pathname);

createRoot(document.getElementById('app') as HTMLElement).render(
  <Explorer
    introspection={introspection as Introspection}
    shared={readSharedOperation(location.search)}
    isLinkOver={isLinkOver}
  />,
);
