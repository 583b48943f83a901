import { Problem } from '../../errors/problem.js';
import type { CertificationKeyPlaces } from './certification-assignment-key.js';

/** The expected failures of writing a certification's assignment. Those of the product are the same as of a claim's. */

/** A certification of another organization does not exist for the caller. */
export function certificationNotFound({
  certification,
}: Pick<CertificationKeyPlaces, 'certification'>): Problem {
  const name = certification === 'certificationCode' ? 'code' : 'id';
  return new Problem('not_found', `No certification with this ${name} was found.`, {
    issues: [{ path: [certification], msg: 'Certification not found', type: 'not_found' }],
  });
}

/** Product and certification exist, but the product does not hold the certification. */
export function notCertified({ certification }: CertificationKeyPlaces): Problem {
  return new Problem('not_found', 'The product does not hold this certification.', {
    issues: [{ path: [certification], msg: 'Assignment not found', type: 'not_found' }],
  });
}

export function alreadyCertified(): Problem {
  return new Problem('conflict', 'The certification is already assigned to this product.');
}
