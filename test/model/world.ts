import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

/** Ids are fixed, so that a failure of one run can be read beside another's. Codes sort by code point. */
const claimRows = [
  { id: '01900000-0000-7000-8000-00000000000a', code: 'AB' },
  { id: '01900000-0000-7000-8000-00000000000b', code: 'A_B' },
  { id: '01900000-0000-7000-8000-00000000000c', code: 'A0' },
] as const;

/** A claim of the catalogue and the two written forms of its id. */
export interface WorldClaim {
  readonly code: string;
  readonly uuid: string;
  readonly short: string;
}

export const claims: readonly WorldClaim[] = claimRows.map(({ id, code }) => ({
  code,
  uuid: id,
  short: shortId(id),
}));

/** GTIN-14s of two products of the callers' organization and one of another's. */
export const ownGtins = ['00000012345670', '09520000000028'] as const;
export const foreignGtin = '09520000000035';
export const gtins = [...ownGtins, foreignGtin];

/** What the other organization's product carries: it can be seen, and never changed by our callers. */
export const foreignClaim = claims[0] as WorldClaim;

/** Who calls: two keys of the organization that owns the first two products. */
export type Caller = 'editor' | 'readonly';

/** A server, and the little that the commands are about. */
export interface World {
  readonly gateway: Gateway;
  readonly keys: Readonly<Record<Caller, string>>;
  /** Puts assignments and history back to where every sequence begins. */
  reset(): Promise<void>;
}

const reset = unprepared(
  `with forgotten as (delete from claim_assignment_event where gtin = any($1)),
   removed as (delete from claim_assignment where gtin = any($1) and (gtin, claim_id) <> ($2, $3))
   insert into claim_assignment (gtin, claim_id) values ($2, $3) on conflict do nothing`,
);

export async function createWorld(): Promise<World> {
  const gateway = await shareGateway();
  const { fixtures, database } = gateway;
  const organization = await fixtures.organization('Meadow Foods');
  const keys = {
    editor: await fixtures.key(organization),
    readonly: await fixtures.key(organization, { role: 'readonly' }),
  };
  for (const gtin of ownGtins) await fixtures.product(organization, { gtin });
  await fixtures.product(await fixtures.organization('Another'), { gtin: foreignGtin });
  const insertClaim = unprepared('insert into claim (id, code, label, category) values ($1, $2, $2, $3)');
  for (const { id, code } of claimRows) await database.query(insertClaim, [id, code, 'OTHER']);
  return {
    gateway,
    keys,
    reset: async () => {
      await database.query(reset, [gtins, foreignGtin, foreignClaim.uuid]);
    },
  };
}
