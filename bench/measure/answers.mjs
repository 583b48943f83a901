import { isDeepStrictEqual } from 'node:util';
import { CATEGORIES, freshPair, gtinOf } from '../database/catalogue.mjs';
import { readyRequest, sampleProduct } from '../load/requests.mjs';
import { inserts } from '../load/workloads.mjs';
import { DOCUMENTS, selectionOf } from '../servers/graphql.mjs';

/** Different pages that are asked for, from the first on. */
const PAGES = 40;

/** Cursors after which the pages begin, as the server itself gives them. */
export async function walkPages(peer, asker) {
  const cursors = [null];
  while (cursors.length < PAGES) {
    const { next } = peer.read.page(await asker.send(peer.ask.page(cursors.at(-1))));
    cursors.push(next);
  }
  return cursors;
}

/** Compares one answer of a server with the tables; throws when it is wrong. */
export async function checkAnswer({ peer, asker, cursors }, expected, kind, i) {
  const right = await rightAnswer(expected, kind, i, cursors);
  const answer = await asker.send(readyRequest(peer, kind, cursors, i));
  const given = peer.read[kind === 'assignAgain' ? 'assign' : kind](answer);
  const compared = kind === 'page' ? given.products : given;
  if (isDeepStrictEqual(normal(compared), normal(right))) return;
  // Under a load that writes, what is right may have changed while the server was asked.
  const later = await rightAnswer(expected, kind, i, cursors);
  if (isDeepStrictEqual(normal(compared), normal(later)) || !isDeepStrictEqual(right, later)) return;
  throw new Error(
    `${peer.title} answered ${kind} wrongly:\n${JSON.stringify(compared)}\ninstead of\n${JSON.stringify(right)}`,
  );
}

/** Assigns a fresh pair twice. Throws unless it is new at first and then a conflict. */
export async function checkInsertion({ peer, asker }, kind, pair) {
  const { product, claim } = freshPair(pair);
  const request = peer.ask[kind](gtinOf(product), peer.claimId(claim));
  const first = peer.read[kind](await asker.send(request));
  const second = peer.read[kind](await asker.send(request));
  if (first === 'created' && second === 'conflict') return;
  throw new Error(`${peer.title} answered a new pair with ${first}, then with ${second}.`);
}

/** Checks answers of everything that a workload asks, outside the load. */
export async function checkWorkload(contender, expected, { rotation }, pairs) {
  let inserted = 0;
  for (const [kind] of rotation) {
    if (inserts(kind)) {
      await checkInsertion(contender, kind, pairs.take(1));
      inserted++;
    } else {
      for (let i = 0; i < 5; i++) await checkAnswer(contender, expected, kind, i * 37);
    }
  }
  return inserted;
}

async function rightAnswer(expected, kind, i, cursors) {
  switch (kind) {
    case 'product':
      return withoutExpiration(await expected.product(sampleProduct(i)));
    case 'document':
      return project(await expected.product(sampleProduct(i)), selectionOf(i % DOCUMENTS));
    case 'page':
      return (await expected.page(i % cursors.length)).map(withoutExpiration);
    case 'claims':
      return expected.claims(CATEGORIES[i % CATEGORIES.length]);
    case 'assignAgain':
      return 'conflict';
  }
}

const pick = (record, fields) => Object.fromEntries(fields.map((field) => [field, record[field]]));

const withoutExpiration = ({ claims, ...product }) => ({
  ...product,
  claims: claims.map(({ expirationDate, ...claim }) => claim),
});

const project = (product, selection) => ({
  ...pick(product, selection.product),
  claims: product.claims.map((assignment) => ({
    ...pick(assignment, selection.assignment),
    claim: pick(assignment.claim, selection.claim),
  })),
});

/** Without the prototypes that drivers and parsers give. */
const normal = (value) => JSON.parse(JSON.stringify(value));
