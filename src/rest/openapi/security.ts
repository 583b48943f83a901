/** How callers may identify themselves: the three schemes of the published specification. */
export const securitySchemes = {
  APIKeyHeaderAuth: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description:
      'An API key, `<prefix>_<body>_<checksum>`. Every valid key reads; keys with the role `manager` or ' +
      '`editor` write assignments to products of their organization, publishable keys (`cpk`) never do. It ' +
      'wins over every other credential of the request.',
  },
  OAuthTokenAuth: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A JWT of the OpenID Connect issuer that the service is configured with; without one every token is ' +
      'refused. The scope `certifications:read` reads; `certifications:write` also writes, as an `editor` of ' +
      'the organization that the token names. A token with neither is answered with 403.',
  },
  SessionAuth: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sessionid',
    description:
      'The cookie of a session, which `POST /session` with `{"api_key": "…"}` opens for 12 hours and which ' +
      'acts as that key. For browsers: a change is answered with 403 unless it has the same origin, by ' +
      '`Sec-Fetch-Site: same-origin` or an `Origin` of the service itself. A key or a token wins over it.',
  },
} as const;

/** Any one of them will do. */
export const security = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
