import { addressOf, serverAddress } from '../session/address.ts';

/** Scalar's script, which the page loads before this one. */
declare const Scalar: { createApiReference(selector: string, configuration: object): unknown };

/**
 * Shows the OpenAPI document. Calls go to the server that the page came from, with the cookie of the session;
 * nothing of what Scalar could ask other hosts for is switched on.
 */
export function showReference(selector: string): void {
  Scalar.createApiReference(selector, {
    url: addressOf('certifications/api/v1/openapi.json'),
    servers: [{ url: serverAddress, description: 'This server' }],
    authentication: { preferredSecurityScheme: 'SessionAuth' },
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
    // The colours are ours: reference.css.
    theme: 'none',
  });
}
