/** Scalar's script, which the page loads before this one. */
declare const Scalar: { createApiReference(selector: string, configuration: object): unknown };

/**
 * Shows the OpenAPI document. Calls go to the server that the page came from, with the cookie of the session;
 * nothing of what Scalar could ask other hosts for is switched on.
 */
export function showReference(selector: string): void {
  Scalar.createApiReference(selector, {
    url: '/certifications/api/v1/openapi.json',
    servers: [{ url: location.origin, description: 'This server' }],
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
    customCss: colours,
  });
}

/** Our colours in the places that Scalar has for them. */
const colours = `
.light-mode, .dark-mode {
  --scalar-font: var(--font);
  --scalar-font-code: var(--mono);
  --scalar-color-accent: var(--accent);
  --scalar-background-1: var(--ground);
  --scalar-background-2: var(--surface);
  --scalar-border-color: var(--line);
  --scalar-color-1: var(--text);
  --scalar-color-2: var(--muted);
  --scalar-color-3: var(--muted);
}`;
