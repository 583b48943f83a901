import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import type { Kind } from './kind.js';

/** GTIN-14s of two products of the callers' organization and one of another's. */
export const ownGtins = ['00000012345670', '09520000000028'] as const;
export const foreignGtin = '09520000000035';
export const gtins = [...ownGtins, foreignGtin];

/** Who calls: two keys of the organization that owns the first two products. */
export type Caller = 'editor' | 'readonly';

/** A server, and the little that the commands are about. */
export interface World {
  readonly gateway: Gateway;
  readonly kind: Kind;
  readonly keys: Readonly<Record<Caller, string>>;
  /** Puts assignments and history back to where every sequence begins. */
  reset(): Promise<void>;
}

/** What the other organization's product carries, `$3`, can be seen, and is never changed by our callers. */
const resetOf = (field: Kind['field']) =>
  unprepared(
    `with forgotten as (delete from ${field}_assignment_event where gtin = any($1)),
     removed as (delete from ${field}_assignment where gtin = any($1) and (gtin, ${field}_id) <> ($2, $3))
     insert into ${field}_assignment (gtin, ${field}_id) values ($2, $3) on conflict do nothing`,
  );

export async function createWorld(kind: Kind): Promise<World> {
  const gateway = await shareGateway();
  const { fixtures, database } = gateway;
  const organization = await fixtures.organization('Meadow Foods');
  const another = await fixtures.organization('Another');
  const keys = {
    editor: await fixtures.key(organization),
    readonly: await fixtures.key(organization, { role: 'readonly' }),
  };
  for (const gtin of ownGtins) await fixtures.product(organization, { gtin });
  await fixtures.product(another, { gtin: foreignGtin });
  const { text, rows } = kind.catalogue({ ours: organization, theirs: another });
  for (const row of rows) await database.query(unprepared(text), row);
  const reset = resetOf(kind.field);
  return {
    gateway,
    kind,
    keys,
    reset: async () => {
      await database.query(reset, [gtins, foreignGtin, kind.assignables[0].uuid]);
    },
  };
}
