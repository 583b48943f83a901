import { Problem } from '../../errors/problem.js';

/** The expected failures of writing an assignment. `issues` say which of product and claim is meant. */

export function productNotFound(): Problem {
  return new Problem('not_found', 'No product with this GTIN was found.', {
    issues: [{ path: ['gtin'], msg: 'Product not found', type: 'not_found' }],
  });
}

export function claimNotFound(): Problem {
  return new Problem('not_found', 'No claim with this id was found.', {
    issues: [{ path: ['claimId'], msg: 'Claim not found', type: 'not_found' }],
  });
}

/** Product and claim exist, but the product does not carry the claim. */
export function notAssigned(): Problem {
  return new Problem('not_found', 'The product does not carry this claim.', {
    issues: [{ path: ['claimId'], msg: 'Assignment not found', type: 'not_found' }],
  });
}

export function foreignProduct(): Problem {
  return new Problem('forbidden', 'Another organization owns this product.');
}

export function alreadyAssigned(): Problem {
  return new Problem('conflict', 'The claim is already assigned to this product.');
}
