import type { PoolClient } from 'pg';
import type { Database } from '../../database/database.js';
import { clearedFields } from '../certification-assignments/certification-assignment-fields.js';
import { announceEvents } from '../feed/event-topic.js';

/** What became of a product that was to be transferred. */
export type TransferredProduct =
  | 'transferred'
  | 'unknown'
  /** It holds so many certifications that belong to its owner, whom the new one would learn of. */
  | { readonly privateCertifications: number };

/** The assignments `a` of certifications that belong to another organization than `$2`. */
const privateAssignments = `certification_assignment a
  join certification c on c.id = a.certification_id and c.organization_id <> $2::uuid
where a.gtin = $1`;

interface Removal {
  /** UUID of the product's owner. */
  readonly organizationId: string;
}

/** Takes the certifications away on behalf of the product's owner, with their history. */
const removeCertifications = `
with owner as materialized (select organization_id from product where gtin = $1),
removed as (
  delete from certification_assignment a using certification c
  where a.gtin = $1 and c.id = a.certification_id and c.organization_id <> $2::uuid
  returning a.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select d.gtin, d.certification_id, 'REMOVED', o.organization_id, 'transfer', ${clearedFields}
  from removed d cross join owner o)
select organization_id as "organizationId" from owner where exists (select from removed)`;

/**
 * Transfers a product (GTIN-14) to another organization, which must exist. A product that holds certifications of its owner
 * alone stays, unless they are to be removed: no organization would see them any more, and the product could not be certified
 * by them.
 */
export async function transferProduct(
  database: Database,
  gtin: string,
  organizationId: string,
  removesPrivateCertifications = false,
): Promise<TransferredProduct> {
  let formerOwner: string | undefined;
  const transferred = await database.transaction(async (client): Promise<TransferredProduct> => {
    // Assignments that are being written are waited for, and those that come later find the new owner.
    await client.query('lock table certification_assignment in share row exclusive mode');
    if (removesPrivateCertifications) {
      const { rows } = await client.query<Removal>(removeCertifications, [gtin, organizationId]);
      formerOwner = rows[0]?.organizationId;
    }
    const count = await countPrivate(client, gtin, organizationId);
    if (count > 0) return { privateCertifications: count };
    const { rowCount } = await client.query('update product set organization_id = $2::uuid where gtin = $1', [
      gtin,
      organizationId,
    ]);
    return rowCount === 1 ? 'transferred' : 'unknown';
  });
  if (formerOwner !== undefined) announceEvents(database, 'certification_assignment_event', formerOwner);
  return transferred;
}

async function countPrivate(client: PoolClient, gtin: string, organizationId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from ${privateAssignments}`,
    [gtin, organizationId],
  );
  return rows[0]?.count ?? 0;
}
