import type { Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import { readServerVersion } from '../../database/server-version.js';
import { PACKAGE_VERSION } from '../../observability/package-version.js';
import { collectGauge } from './collected.js';

/**
 * Exports the versions. PostgreSQL's is queried at the first scrape, which does not wait for it: the label is empty
 * until the database has responded once.
 */
export function showBuildInfo(register: Registry, database: Database): void {
  let postgres: string | undefined;
  let isAsked = false;

  function askPostgres(): void {
    if (isAsked) return;
    isAsked = true;
    readServerVersion(database).then(
      (answer) => {
        postgres = answer;
      },
      () => {
        // The next scrape queries it again.
        isAsked = false;
      },
    );
  }

  collectGauge(
    register,
    {
      name: 'claims_build_info',
      help: 'Always 1; the labels are the versions of the gateway, Node.js and PostgreSQL.',
      labelNames: ['version', 'node_version', 'postgres_version'],
      aggregator: 'first',
    },
    () => {
      askPostgres();
      return [
        [
          { version: PACKAGE_VERSION, node_version: process.versions.node, postgres_version: postgres ?? '' },
          1,
        ],
      ];
    },
  );
}
