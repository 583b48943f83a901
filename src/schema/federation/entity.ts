import { createUnionType } from 'type-graphql';
import { Certification } from '../types/certification.js';
import { Claim } from '../types/claim.js';
import { Organization } from '../types/organization.js';
import { Product } from '../types/product.js';

/** All types that have a key (Apollo Federation 2, "Subgraph specification"). Records name their type themselves. */
export const Entity = createUnionType({
  name: '_Entity',
  description: 'An object that other subgraphs can refer to.',
  types: () => [Product, Claim, Certification, Organization] as const,
});
