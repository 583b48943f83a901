/** How callers may identify themselves: the three schemes of the published specification. */
export const securitySchemes = {
  APIKeyHeaderAuth: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description:
      'An API key, `<prefix>_<body>_<checksum>`. Every valid key reads; keys with the role `manager` or ' +
      '`editor` write assignments to products of their organization, publishable keys (`cpk`) never do.',
  },
  OAuthTokenAuth: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A bearer token. This release does not accept it yet: such a request is answered as one without a ' +
      'credential.',
  },
  SessionAuth: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sessionid',
    description:
      'The session cookie of a browser. This release does not accept it yet: such a request is answered as ' +
      'one without a credential.',
  },
} as const;

/** Any one of them will do. */
export const security = Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
