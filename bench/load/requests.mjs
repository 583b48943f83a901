import { CATEGORIES, existingPair, gtinOf, PRODUCTS } from '../database/catalogue.mjs';
import { DOCUMENTS } from '../servers/graphql.mjs';

/** Different requests of one kind that are kept ready. */
const SAMPLES = 2_000;

/** Products of the samples, spread over the catalogue. */
export const sampleProduct = (i, products = PRODUCTS) => (i * 7_919) % products;

/** The i-th request of each kind that only reads, or that changes nothing. */
export function readyRequest(peer, kind, cursors, i, products = PRODUCTS) {
  const gtin = gtinOf(sampleProduct(i, products));
  switch (kind) {
    case 'product':
      return peer.ask.product(gtin);
    case 'page':
      return peer.ask.page(cursors[i % cursors.length]);
    case 'claims':
      return peer.ask.claims(CATEGORIES[i % CATEGORIES.length]);
    case 'document':
      return peer.ask.document(i % DOCUMENTS, gtin);
    case 'assignAgain': {
      const { product, claim } = existingPair(sampleProduct(i, products));
      return peer.ask.assign(gtinOf(product), peer.claimId(claim));
    }
  }
  throw new Error(`No request is ready for ${kind}.`);
}

/** How many different requests there are of a kind. */
export function samplesOf(kind, cursors) {
  return { page: cursors.length, claims: CATEGORIES.length }[kind] ?? SAMPLES;
}

/** A request as it goes over the wire. */
export function rawRequest({ method, path, headers, body = '' }, host) {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (method === 'POST') lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
