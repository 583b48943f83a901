import { hash } from 'node:crypto';

/** What is stored of a key and looked up for it: its SHA-256. Keys are random, so it needs no salt. */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The same as a name to remember the key by, for as long as the process lives. */
export function nameOfApiKey(key: string): string {
  return hash('sha256', key, 'base64');
}
