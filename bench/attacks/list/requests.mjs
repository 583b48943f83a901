import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { graphql } from '../../servers/graphql.mjs';
import { FREQUENT_BRAND } from '../hostile-rows.mjs';
import { largest } from '../largest.mjs';

const get = (path, headers) => ({ method: 'GET', path, headers });
const rest = (path) => get(`/certifications/api/v1${path}`);

const VIEWERS = largest((n) => `{${'viewer{role}'.repeat(n)}}`);

/** A token of the right form, signed with a key that no issuer has. */
function forgedToken(i) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${encode({ alg: 'RS256', kid: `k${i}` })}.${encode({ sub: `s${i}`, exp: 4_000_000_000 })}`;
  return `${head}.${createHmac('sha256', 'forged').update(head).digest('base64url')}`;
}

/** A key of the right form that does not exist, so that it has to be looked up. */
function unknownKey(i) {
  const body = String(i).padStart(32, '0');
  return `csb_${body}_${crc32(body).toString(16).padStart(8, '0')}`;
}

/** Attacks by many plain requests, with and without a credential. */
export const requestAttacks = [
  {
    name: 'claims-pages',
    about: 'REST: pages of 100 claims at the full rate of a key',
    key: 'editor',
    times: 3,
    group: 160,
    atOnce: 16,
    request: () => rest('/claims?page_size=100'),
  },
  {
    name: 'claims-deep-page',
    about: 'REST: page 2,000,000,000 of the claims with a part of a label',
    key: 'editor',
    request: () => rest(`/claims?label=${'a'.repeat(10_000)}&page=2000000000`),
  },
  {
    name: 'claims-wildcards',
    about: 'REST: a label of 1,000 wildcards',
    key: 'editor',
    request: () => rest(`/claims?label=${'%25_'.repeat(500)}`),
  },
  {
    name: 'claims-parameters',
    about: 'REST: 1,800 unknown parameters in the query string',
    key: 'editor',
    request: () => rest(`/claims?${Array.from({ length: 1_800 }, (_, i) => `p${i}=1`).join('&')}`),
  },
  {
    name: 'get-large-document',
    about: 'GraphQL by GET with as many fields as the limit of field comparisons permits',
    key: 'editor',
    request: (i) =>
      get(`/graphql?query=${encodeURIComponent(`${VIEWERS} #${i}`)}`, {
        accept: 'application/json',
        'apollo-require-preflight': '1',
      }),
  },
  {
    name: 'brand-pages',
    about: 'pages of a frequent brand by cursor of its list by name, from the end',
    key: 'editor',
    request: () =>
      graphql(`{ products(last: 100, orderBy: { field: NAME, direction: DESC }, filter: { brand: "${FREQUENT_BRAND}" }) {
        totalCount nodes { gtin name } } }`),
  },
  {
    name: 'session-reads',
    about: 'GET /session without a credential, at once',
    key: 'anonymous',
    times: 3,
    group: 300,
    atOnce: 16,
    request: () => get('/session'),
  },
  {
    name: 'session-ends',
    about: 'DELETE /session with an unknown cookie',
    key: 'anonymous',
    times: 3,
    group: 300,
    atOnce: 16,
    request: (i) => ({
      method: 'DELETE',
      path: '/session',
      headers: {
        cookie: `sessionid=${'s'.repeat(38)}${String(i).padStart(5, '0')}`,
        'sec-fetch-site': 'same-origin',
      },
    }),
  },
  {
    name: 'session-links',
    about: 'sign-in links that do not exist',
    key: 'anonymous',
    times: 3,
    group: 300,
    atOnce: 16,
    request: (i) => get(`/session/link/${'l'.repeat(38)}${String(i).padStart(5, '0')}`),
  },
  {
    name: 'session-posts',
    about: 'POST /session with keys that do not exist',
    key: 'anonymous',
    times: 3,
    group: 100,
    atOnce: 16,
    request: (i) => ({
      method: 'POST',
      path: '/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: unknownKey(i) }),
    }),
  },
  {
    name: 'forged-tokens',
    about: 'bearer tokens with a forged signature; without an issuer they are refused unread',
    key: 'anonymous',
    times: 3,
    group: 300,
    atOnce: 16,
    request: (i) =>
      get('/certifications/api/v1/claims', {
        authorization: `Bearer ${forgedToken(i)}`,
      }),
  },
  {
    name: 'unknown-keys',
    about: 'API keys that do not exist',
    key: 'anonymous',
    times: 3,
    group: 300,
    atOnce: 16,
    request: (i) => get('/certifications/api/v1/claims', { 'x-api-key': unknownKey(i) }),
  },
  {
    name: 'large-anonymous-bodies',
    about: 'bodies of 500 KB to an operation that needs a credential, without one',
    key: 'anonymous',
    times: 5,
    group: 20,
    atOnce: 10,
    request: () => ({
      method: 'POST',
      path: '/certifications/api/v1/products/09520000000000/claims',
      headers: { 'content-type': 'application/json' },
      body: `{"a":"${'b'.repeat(500_000)}"}`,
    }),
  },
];
