import { Problem } from '../../errors/problem.js';
import type { KeyPlaces } from './assignment-key.js';

/** The expected failures of writing an assignment. Their issues say which member of the input names nothing. */

export function productNotFound({ product }: Pick<KeyPlaces, 'product'>): Problem {
  return new Problem('not_found', 'No product with this GTIN was found.', {
    issues: [{ path: [product], msg: 'Product not found', type: 'not_found' }],
  });
}

export function claimNotFound({ claim }: KeyPlaces): Problem {
  const name = claim === 'claimCode' ? 'code' : 'id';
  return new Problem('not_found', `No claim with this ${name} was found.`, {
    issues: [{ path: [claim], msg: 'Claim not found', type: 'not_found' }],
  });
}

/** Product and claim exist, but the product does not carry the claim. */
export function notAssigned({ claim }: KeyPlaces): Problem {
  return new Problem('not_found', 'The product does not carry this claim.', {
    issues: [{ path: [claim], msg: 'Assignment not found', type: 'not_found' }],
  });
}

export function foreignProduct(): Problem {
  return new Problem('forbidden', 'Another organization owns this product.');
}

export function alreadyAssigned(): Problem {
  return new Problem('conflict', 'The claim is already assigned to this product.');
}
