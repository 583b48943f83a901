import { createHash, randomBytes } from 'node:crypto';

/** Generates a secret that represents a credential: 256 random bits as base64url. */
export function generateSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text has the form of such a secret: others are refused without a query. */
export function isWellFormedSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The stored form of a secret. Fast on purpose: 256 random bits cannot be guessed. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
