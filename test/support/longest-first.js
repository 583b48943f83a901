// Plain JavaScript: jest loads this file itself, before TypeScript can be loaded.
import Sequencer from '@jest/test-sequencer';

/** Files that take more than five seconds, the longest first: begun last, one of them would leave a worker without work. */
const LONGEST = [
  'cli/serve.test.ts',
  'explorer/looks.test.ts',
  'explorer/signing-in.test.ts',
  'environments/mistakes.test.ts',
  'database/embedded-postgres.test.ts',
  'cli/second-server.test.ts',
  'real-data.test.ts',
  'model/claim-sequences.test.ts',
  'model/certification-sequences.test.ts',
  'fuzz/operations.test.ts',
  'explorer/examples-in-the-browser.test.ts',
  'environments/below-a-path-in-the-browser.test.ts',
  'explorer/sharing.test.ts',
  'environments/refused-databases.test.ts',
  'explorer/reference-in-the-browser.test.ts',
  'explorer/wrong-states.test.ts',
  'cli/npm-start.test.ts',
  'cli/request-log.test.ts',
  'environments/pooler.test.ts',
  'operations/embedded-copy.test.ts',
  'database/silent-connections.test.ts',
  'graphql/list-orders.test.ts',
  'session/acting.test.ts',
  'database/refused-connections.test.ts',
  'database/embedded-start.test.ts',
  'environments/database-url-tls.test.ts',
  'database/embedded-placement.test.ts',
  'graphql/look-ahead.test.ts',
  'quotas/two-servers.test.ts',
  'fuzz/executor.test.ts',
  'environments/pooler-slots.test.ts',
  'cli/traces.test.ts',
  'database/pipeline.test.ts',
  'operations/upgrade.test.ts',
  'packaging/dockerfile.test.ts',
  'environments/schema-owner.test.ts',
  'environments/database-url-hosts.test.ts',
  'quotas/shared-store.test.ts',
  'server/traces.test.ts',
  'server/traces-collector-down.test.ts',
  'graphql/executor.test.ts',
  'graphql/connections.test.ts',
  'cli/export-failures.test.ts',
];

/** Jest's own order is by durations of earlier runs. Where there are none, as in CI, this list comes first. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const longest = LONGEST.map((file) => sorted.find(({ path }) => path.endsWith(`/test/${file}`)));
    return [...new Set([...longest.filter((test) => test !== undefined), ...sorted])];
  }
}
