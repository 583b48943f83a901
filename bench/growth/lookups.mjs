import { services } from './gateway.mjs';
import { PAGE } from './sample.mjs';

/**
 * What finds or changes rows by their keys. Each operation is made for a sample: `run` is timed, `before`
 * and `after` are not.
 */
export const lookups = [
  lookup('product(gtin)', (s) =>
    withKeys(
      () => [s.product().gtin],
      (gtins) => services.findProducts(s.database, gtins),
    ),
  ),
  lookup('product(gtin), unknown', (s) => () => services.findProducts(s.database, ['99999999999999'])),
  lookup('100 products', (s) =>
    withKeys(
      () => s.products(100).map(({ gtin }) => gtin),
      (gtins) => services.findProducts(s.database, gtins),
    ),
  ),
  lookup('product(gtin) with its claims', (s) =>
    withKeys(
      () => s.product().gtin,
      (gtin) => services.findProductWithLists(s.database, s.principal, gtin, lookAheadToClaims()),
    ),
  ),
  lookup('claim(id)', (s) => () => services.findClaim(s.database, s.claim().id)),
  lookup('claimByCode(code)', (s) => () => services.findClaimByCode(s.database, s.claim().code)),
  lookup(
    'organizations of a page',
    (s) => () => services.findOrganizations(s.database, s.catalogue.organizations.slice(0, 25)),
  ),
  lookup(
    'node(id): assignment',
    withAssignment((s, { gtin, claimId }) =>
      services.findAssignments(s.database, s.principal, [{ gtin, claimId }]),
    ),
  ),
  lookup(
    'node(id): event',
    withAssignment((s, { gtin, eventId }) =>
      services.findEvents(s.database, s.principal, [{ gtin, id: eventId }]),
    ),
  ),
  lookup(
    'GET one claim of a product',
    withAssignment((s, { gtin, claimId }) => services.findProductClaim(s.database, { gtin, claimId })),
  ),
  lookup(
    'GET the claims of a product',
    withAssignment((s, { gtin }) => services.listProductClaims(s.database, gtin)),
  ),
  write('assignClaim', { timed: 'assign' }),
  write('updateClaimAssignment', { timed: 'update' }),
  write('removeClaimAssignment', { timed: 'remove' }),
];

/** The first claims, with everything that is shown of them. */
export const lookAheadToClaims = () => ({
  claims: { size: PAGE, isBrief: false },
  certifications: undefined,
});

function lookup(name, make) {
  return { name, group: 'lookups', isBounded: true, make: (s) => toOperation(make(s)) };
}

/** An operation on keys that are chosen before the clock runs. */
export function withKeys(choose, run) {
  let keys;
  return {
    before: () => {
      keys = choose();
    },
    run: () => run(keys),
  };
}

function withAssignment(run) {
  return (s) =>
    withKeys(
      () => s.assignment(),
      (assignment) => run(s, assignment),
    );
}

/** One step in the life of an assignment that did not exist before. */
function write(name, { timed }) {
  const make = (s) => {
    let pair;
    const steps = {
      assign: () => services.assignClaim(s.database, s.principal, pair),
      update: () =>
        services.updateClaimAssignment(s.database, s.principal, {
          ...pair,
          evidenceNote: `${s.random.hex(8)}`,
        }),
      remove: () => services.removeClaimAssignment(s.database, s.principal, pair),
    };
    return {
      before: async () => {
        pair = s.pair();
        if (timed !== 'assign') await steps.assign();
      },
      run: steps[timed],
      after: async () => {
        if (timed !== 'remove') await steps.remove();
      },
    };
  };
  return { name, group: 'writes', isBounded: true, make };
}

export function toOperation(made) {
  return typeof made === 'function' ? { run: made } : made;
}
