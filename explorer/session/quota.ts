/** What is left of the window with the fewest requests left. */
export interface Quota {
  readonly remaining: number;
  readonly limit: number;
  /** Length of the window in seconds; undefined when the policy does not tell. */
  readonly window: number | undefined;
}

/** Reads the quota headers of an answer (docs/contract.md, "Quotas"); undefined when it has none. */
export function readQuota(headers: Headers): Quota | undefined {
  const remaining = headers.get('ratelimit-remaining');
  const limit = headers.get('ratelimit-limit');
  if (remaining === null || limit === null) return undefined;
  const policy = headers.get('ratelimit-policy') ?? '';
  const window = new RegExp(`(?:^|, )${limit};w=(\\d+)`).exec(policy)?.[1];
  return { remaining: Number(remaining), limit: Number(limit), window: window ? Number(window) : undefined };
}

/** "297 of 300 requests left this minute" */
export function quotaText({ remaining, limit, window }: Quota): string {
  const period = window === 60 ? ' this minute' : window === 86_400 ? ' today' : '';
  return `${remaining.toLocaleString('en')} of ${limit.toLocaleString('en')} requests left${period}`;
}
