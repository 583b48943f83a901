import { hash } from 'node:crypto';

/** The stored form of a key, by which it is looked up: its SHA-256. Keys are random, so it needs no salt. */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The same as the name of the key's cache entry. */
export function nameOfApiKey(key: string): string {
  return hash('sha256', key, 'base64');
}
