import { generateApiKey } from '../../src/codecs/api-key.js';
import type { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import type { ApiKeyType, Role } from '../../src/entities/api-key.js';
import { createApiKey } from '../../src/identity/manage-keys.js';
import { createOrganization } from '../../src/services/organizations/create-organization.js';

/** More requests than any test sends. */
export const PLENTY = 1_000_000_000;

/** What a key is to be; its quota is never met unless a test says so (0: the default). */
export interface KeyValues {
  readonly type?: ApiKeyType;
  readonly role?: Role;
  readonly expiresAt?: Date | null;
  readonly perMinute?: number;
  readonly perDay?: number;
}

/** What tests put into a database before they call the APIs. */
export class Fixtures {
  private gtins = 0;

  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async organization(name = 'Meadow Foods'): Promise<string> {
    return (await createOrganization(this.database, name)).id;
  }

  async key(organizationId: string, values: KeyValues = {}): Promise<string> {
    return (await this.keyWithId(organizationId, values)).key;
  }

  async keyWithId(
    organizationId: string,
    {
      type = 'csb',
      role = type === 'cpk' ? 'readonly' : 'editor',
      expiresAt = null,
      perMinute = PLENTY,
      perDay = PLENTY,
    }: KeyValues = {},
  ): Promise<{ id: string; key: string }> {
    const created = await createApiKey(this.database, {
      organizationId,
      type,
      role,
      name: 'test',
      rateLimitPerMinute: perMinute,
      rateLimitPerDay: perDay,
      expiresAt,
    });
    if (!created) throw new Error('no such organization');
    return created;
  }

  /** A key with the right form that does not exist. */
  unknownKey(): string {
    return generateApiKey('csb');
  }

  /** A new product; gives its GTIN-14. */
  async product(
    organizationId: string,
    values: { gtin?: string; name?: string; brand?: string } = {},
  ): Promise<string> {
    const gtin = values.gtin ?? `0952${String(++this.gtins).padStart(10, '0')}`;
    await this.database.query(
      unprepared('insert into product (gtin, organization_id, name, brand) values ($1, $2, $3, $4)'),
      [gtin, organizationId, values.name ?? `Product ${gtin}`, values.brand ?? ''],
    );
    return gtin;
  }

  /** A new claim of the catalogue; gives its UUID. */
  async claim(
    code: string,
    values: { label?: string; category?: string; description?: string } = {},
  ): Promise<string> {
    const [row] = await this.database.query(
      unprepared<{ id: string }>(
        'insert into claim (code, label, category, description) values ($1, $2, $3, $4) returning id',
      ),
      [code, values.label ?? code, values.category ?? 'OTHER', values.description ?? ''],
    );
    return (row as { id: string }).id;
  }

  /** An assignment, straight into the table. */
  async assignment(
    gtin: string,
    claimId: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const columns = ['gtin', 'claim_id', ...Object.keys(values)];
    await this.database.query(
      unprepared(
        `insert into claim_assignment (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      ),
      [gtin, claimId, ...Object.values(values)],
    );
  }

  /** A new certification body; gives its UUID. */
  certificationBody(name: string, values: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.insertedId('certification_body', { name, ...values });
  }

  /** A new certification, of all unless `organization_id` says whose; gives its UUID. */
  certification(code: string, values: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.insertedId('certification', { code, label: code || 'Without a code', ...values });
  }

  /** An assignment of a certification, straight into the table. */
  async certificationAssignment(
    gtin: string,
    certificationId: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const row = { gtin, certification_id: certificationId, ...values };
    await this.database.query(insertion('certification_assignment', row), Object.values(row));
  }

  private async insertedId(table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
    const { text } = insertion(table, row);
    const [inserted] = await this.database.query(
      unprepared<{ id: string }>(`${text} returning id`),
      Object.values(row),
    );
    return (inserted as { id: string }).id;
  }

  /** How many rows a table has. */
  async count(table: string): Promise<number> {
    const [row] = await this.database.query(
      unprepared<{ n: number }>(`select count(*)::int as n from ${table}`),
    );
    return (row as { n: number }).n;
  }
}

function insertion(table: string, row: Readonly<Record<string, unknown>>) {
  const columns = Object.keys(row);
  return unprepared(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
  );
}
