import { addressOf, serverAddress } from '../session/address.ts';
import { type Document, withoutSession } from './without-session.ts';

/** Scalar's script, which the page loads before this one. */
declare const Scalar: { createApiReference(selector: string, configuration: object): unknown };

/** Stands where no key and no token is chosen. */
const noauthenticationSelected = 'Calls use the session of this page, if you are signed in.';

/**
 * Shows the OpenAPI document. Calls go to the server that the page came from, with the cookie of the session;
 * nothing of what Scalar could ask other hosts for is switched on.
 */
export async function showReference(selector: string): Promise<void> {
  const url = addressOf('certifications/api/v1/openapi.json');
  const document = await readDocument(url);
  Scalar.createApiReference(selector, {
    // Scalar tells itself what is wrong with a document that cannot be read.
    ...(document ? { content: withoutSession(document) } : { url }),
    servers: [{ url: serverAddress, description: 'This server' }],
    withDefaultFonts: false,
    telemetry: false,
    proxyUrl: '',
    hideClientButton: true,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
    persistAuth: false,
    hideDarkModeToggle: true,
    documentDownloadType: 'none',
    localization: { translations: { apiClient: { requestAuthDataTable: { noauthenticationSelected } } } },
    // The colours are ours: reference.css.
    theme: 'none',
  });
}

async function readDocument(url: string): Promise<Document | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as Document) : undefined;
  } catch {
    return undefined;
  }
}
