import type { QuotaAccount } from '../services/principal.js';

/** One window of an account: its length in seconds and its maximum number of requests. */
export interface Window {
  readonly window: number;
  readonly limit: number;
}

const MINUTE = 60;
const DAY = 86_400;

/** The windows in which requests of an account count, the shorter first. */
export function windowsOf({ perMinute, perDay }: QuotaAccount): readonly Window[] {
  const minute = { window: MINUTE, limit: perMinute };
  return perDay === undefined ? [minute] : [minute, { window: DAY, limit: perDay }];
}
