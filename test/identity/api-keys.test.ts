import { generateApiKey } from '../../src/codecs/api-key.js';
import type { Database } from '../../src/database/database.js';
import { ApiKeys } from '../../src/identity/api-keys.js';
import { LastUse } from '../../src/identity/last-use.js';
import { listApiKeys, revokeApiKey } from '../../src/identity/manage-keys.js';
import { type StoppedClock, stopClock } from '../support/clock.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
let database: Database;
let fixtures: Fixtures;
let organization: string;
let clock: StoppedClock | undefined;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  fixtures = new Fixtures(database);
  organization = await fixtures.organization();
});
afterAll(() => test.drop());
afterEach(() => {
  clock?.release();
  clock = undefined;
  database.observer = undefined;
});

/** A verifier as a server has it, and how it looks keys up. */
function verifier() {
  const lastUse = new LastUse(database, (error) => {
    throw error;
  });
  const lookUps: string[] = [];
  database.observer = ({ name }) => {
    if (name === 'find_api_key') lookUps.push(name);
  };
  return { apiKeys: new ApiKeys(database, lastUse), lastUse, lookUps };
}

describe('a verified key', () => {
  it('acts for its organization with its role and kind, and is named by its id', async () => {
    const { id, key } = await fixtures.keyWithId(organization, { type: 'csu', role: 'manager' });
    const principal = await verifier().apiKeys.identify(key);
    const [listed] = (await listApiKeys(database, organization)).filter((one) => one.id === id);
    expect(principal).toMatchObject({ organizationId: organization, role: 'manager', credential: 'csu' });
    expect(principal?.actor).toMatch(/^key\.[2-9A-Za-z]{22}$/);
    expect(listed?.lastFour).toBe(key.slice(-4));
  });

  it('is looked up once for many requests', async () => {
    const key = await fixtures.key(organization);
    const { apiKeys, lookUps } = verifier();
    await Promise.all(Array.from({ length: 50 }, () => apiKeys.identify(key)));
    await apiKeys.identify(key);
    expect(lookUps).toHaveLength(1);
  });

  it('is refused 5 seconds after its revocation by a server that knew it', async () => {
    clock = stopClock();
    const { id, key } = await fixtures.keyWithId(organization);
    const { apiKeys } = verifier();
    expect(await apiKeys.identify(key)).toBeDefined();
    await revokeApiKey(database, id);
    clock.advance(5);
    expect(await apiKeys.identify(key)).toBeUndefined();
  });

  it('is refused from its expiry on, even while it is remembered', async () => {
    clock = stopClock();
    const key = await fixtures.key(organization, { expiresAt: new Date(Date.now() + 1_000) });
    const { apiKeys, lookUps } = verifier();
    expect(await apiKeys.identify(key)).toBeDefined();
    clock.advance(1.1);
    expect(await apiKeys.identify(key)).toBeUndefined();
    expect(lookUps).toHaveLength(1);
  });

  it('has its last use written, once for many requests in a minute', async () => {
    const { id, key } = await fixtures.keyWithId(organization);
    for (let server = 0; server < 3; server++) {
      const { apiKeys, lastUse } = verifier();
      await apiKeys.identify(key);
      await lastUse.settle();
    }
    const uses = (await listApiKeys(database, organization)).filter((one) => one.id === id);
    const first = uses[0]?.lastUsedAt;
    expect(first).not.toBeNull();
    const { apiKeys, lastUse } = verifier();
    await apiKeys.identify(key);
    await lastUse.settle();
    const [again] = (await listApiKeys(database, organization)).filter((one) => one.id === id);
    expect(again?.lastUsedAt).toEqual(first);
  });
});

describe('an unknown key', () => {
  it('costs no statement when its checksum is wrong', async () => {
    const { apiKeys } = verifier();
    const statements: unknown[] = [];
    database.observer = (statement) => statements.push(statement);
    const key = generateApiKey('csb');
    const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    expect(await apiKeys.identify(wrong)).toBeUndefined();
    expect(statements).toEqual([]);
  });

  it('is not remembered, so that it works as soon as it exists', async () => {
    const { apiKeys, lookUps } = verifier();
    const key = fixtures.unknownKey();
    await apiKeys.identify(key);
    await apiKeys.identify(key);
    expect(lookUps).toHaveLength(2);
  });
});
