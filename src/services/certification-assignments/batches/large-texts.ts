import type { BatchPair } from '../../assignments/batches/batch-plan.js';
import { tooMuchNamed } from '../../assignments/batches/batch-problems.js';
import type { CertificationRecord } from '../../records.js';

/**
 * Bytes of text that the existing rows of a batch may hold, and as many that the response may repeat of certifications.
 * Both are read, and returned with what the rows create and the names of members: 2 MB and 3 MB at most.
 */
export const MAX_BYTES = 768 * 1024;

/** The response contains the texts of a certification for each row that assigns it. Throws the 422 of too many. */
export function refuseLargeTexts(pairs: readonly BatchPair<unknown, CertificationRecord>[]): void {
  const sizes = new Map<CertificationRecord, number>();
  let bytes = 0;
  for (const { assignable: certification } of pairs) {
    if (!certification) continue;
    const size = sizes.get(certification) ?? textBytes(certification);
    sizes.set(certification, size);
    bytes += size;
  }
  if (bytes > MAX_BYTES) throw tooMuchNamed();
}

function textBytes({ label, description, url, logoUrl, program, standard }: CertificationRecord): number {
  return Buffer.byteLength(`${label}${description}${url}${logoUrl}${program}${standard}`);
}
