import type { Registry } from 'prom-client';
import type { Quotas } from '../../quotas/quotas.js';
import { accountKinds } from '../../services/principal.js';
import { collectCounter, collectGauge } from './collected.js';

/** Measures decisions of quotas, by kind of account and never by account. */
export function measureQuotas(register: Registry, quotas: Quotas): void {
  collectCounter(
    register,
    {
      name: 'claims_quota_decisions_total',
      help: 'Requests that a quota has allowed or refused, by kind of account.',
      labelNames: ['account', 'decision'],
    },
    () =>
      accountKinds.flatMap((account) => {
        const { allowed, refused } = quotas.decisions.byKind[account];
        return [
          [{ account, decision: 'allowed' }, allowed] as const,
          [{ account, decision: 'refused' }, refused] as const,
        ];
      }),
  );
  collectGauge(
    register,
    {
      name: 'claims_quota_store_degraded',
      help: '1 while this instance counts quotas by itself because it has lost Redis, else 0.',
      aggregator: 'max',
    },
    () => [[{}, Number(quotas.degraded)]],
  );
}
