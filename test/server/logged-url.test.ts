import { loggedUrl } from '../../src/server/logged-url.js';

const KEY = `csb_${'a'.repeat(32)}_0123abcd`;
const TOKEN = 'A'.repeat(43);

it.each([
  '/certifications/api/v1/products/09520000000001/claims/0190a4b8-7e5e-7c6f-8a5f-2f1f0f3b8d11',
  '/certifications/api/v1/claims?label=free&page=2&page_size=100',
  '/certifications/api/v1/openapi.json',
])('%s is logged as it is', (url) => {
  expect(loggedUrl(url)).toBe(url);
});

it.each([
  ['a sign-in link', `/session/link/${TOKEN}`, '/session/link/…'],
  ['a sign-in link in another spelling', `//%73ession/link/%41${TOKEN.slice(1)}/`, '//%73ession/link/…/'],
  ['a key in a query', `/graphql?api_key=${KEY}&x=1`, '/graphql?api_key=…&x=1'],
  ['a key in a path', `/certifications/api/v1/claims/${KEY}`, '/certifications/api/v1/claims/…'],
  ['a bearer token', `/graphql?access_token=e30.${TOKEN}.${TOKEN}`, '/graphql?access_token=…'],
])('%s is left out', (_, url, logged) => {
  expect(loggedUrl(url)).toBe(logged);
});
