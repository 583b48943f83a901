import { loggedUrl } from '../../src/server/logged-url.js';

const BODY = 'aB3'.repeat(11).slice(1);
const KEY = `csb_${BODY}_0123abcd`;
const TOKEN = 'A'.repeat(43);

it.each([
  '/certifications/api/v1/products/09520000000001/claims/0190a4b8-7e5e-7c6f-8a5f-2f1f0f3b8d11',
  '/certifications/api/v1/claims?label=free&page=2&page_size=100',
  '/certifications/api/v1/openapi.json',
  '/certifications/api/v1/claims/2jrDSHWWZMNA2JrDSHWWZM',
  '/certifications/api/v1/products/09520000000001/claims?ordering=-valid_from',
])('%s is logged as it is', (url) => {
  expect(loggedUrl(url)).toBe(url);
});

it.each([
  ['a sign-in link', `/session/link/${TOKEN}`, '/session/link/…'],
  ['a sign-in link in another spelling', `//%73ession/link/%41${TOKEN.slice(1)}/`, '//%73ession/link/…/'],
  ['a key in a query', `/graphql?api_key=${KEY}&x=1`, '/graphql?api_key=…&x=1'],
  ['a key in a path', `/certifications/api/v1/claims/${KEY}`, '/certifications/api/v1/claims/…'],
  ['the body of a key in a query', `/graphql?key=${BODY}&x=1`, '/graphql?key=…&x=1'],
  ['the body of a key in a path', `/session/${BODY}`, '/session/…'],
  ['a key without its checksum', `/graphql?key=csb_${BODY}`, '/graphql?key=csb_…'],
  ['a body without a key', `/graphql?${BODY}`, '/graphql?…'],
  ['a body beside other characters', `/graphql?key=(${BODY})`, '/graphql?key=(…)'],
  ['a body of which a character is encoded', `/graphql?key=%61${BODY.slice(1)}`, '/graphql?key=…'],
  ['a body in the fragment', `/graphql#${BODY}`, '/graphql#…'],
  ['a UUID without hyphens', '/claims/0190a4b87e5e7c6f8a5f2f1f0f3b8d11', '/claims/…'],
  ['a bearer token', `/graphql?access_token=e30.${TOKEN}.${TOKEN}`, '/graphql?access_token=…'],
])('%s is left out', (_, url, logged) => {
  expect(loggedUrl(url)).toBe(logged);
});
