import type { QuotaAccount } from '../services/principal.js';

/** One window of an account: its length in seconds and how many requests it lets through. */
export interface Window {
  readonly window: number;
  readonly limit: number;
}

const MINUTE = 60;
const DAY = 86_400;

/** The windows that an account's requests are counted in, the shorter first. */
export function windowsOf({ perMinute, perDay }: QuotaAccount): readonly Window[] {
  const minute = { window: MINUTE, limit: perMinute };
  return perDay === undefined ? [minute] : [minute, { window: DAY, limit: perDay }];
}
