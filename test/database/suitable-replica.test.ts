import type { ServerIdentity } from '../../src/database/replicas/server-identity.js';
import { requireSuitable } from '../../src/database/replicas/unsuitable-replica.js';

const standby: ServerIdentity = {
  isStandby: true,
  system: '1',
  startedAt: '1',
  database: '16384',
  table: '16400',
  unreadable: null,
  hasSettings: true,
};
const primary: ServerIdentity = { ...standby, isStandby: false };

const require = (changes: Partial<ServerIdentity>, pooler?: 'transaction') => () =>
  requireSuitable({ ...standby, ...changes }, primary, pooler);

it('a standby of the same cluster and database is suitable', () => {
  expect(require({})).not.toThrow();
});

it('the identifier of the cluster is not needed where the role may not read it', () => {
  expect(require({ system: null })).not.toThrow();
});

it('no tables are compared before the database is migrated', () => {
  const unmigrated = { table: null, unreadable: 'organization' };
  expect(() =>
    requireSuitable({ ...standby, ...unmigrated }, { ...primary, ...unmigrated }, undefined),
  ).not.toThrow();
});

it('a connection keeps no settings behind a configured pooler', () => {
  expect(require({ hasSettings: false }, 'transaction')).not.toThrow();
});

it.each([
  ['a server that can be written', { isStandby: false }, /^is no replica/],
  ['a standby of another cluster', { system: '2' }, /^is a replica of another database/],
  ['another database of the cluster', { database: '5' }, /^is a replica of another database/],
  ['a role that finds other tables', { table: '999' }, /^has other tables in the search_path/],
  ['a role that finds no tables', { table: null }, /^has other tables in the search_path/],
  ['a role that may not read', { unreadable: 'claim' }, /^does not let its role read the table claim:/],
  ['a pooler that is not configured', { hasSettings: false }, /^is a connection pooler/],
])('%s is refused', (_, changes, message) => {
  expect(require(changes)).toThrow(message);
});
