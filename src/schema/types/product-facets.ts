import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { ClaimCategory, ClaimSource } from '../enums.js';
import { Claim } from './claim.js';

/** Declares `<Name>Facet`: a value that products have in common, and their number. */
function facetType(type: string, name: string, value: () => object, description: string): ClassType<object> {
  @ObjectType(type, { simpleResolvers: true, description: `Number of products by ${name}.` })
  class Facet {
    @Field(() => Int, { description: 'Number of these products.' })
    count!: number;
  }
  Field(value as never, { description })(Facet.prototype, name);
  return Facet;
}

export const ClaimFacet = facetType(
  'ClaimFacet',
  'claim',
  () => Claim,
  'Claim that the products carry today.',
);

export const ClaimCategoryFacet = facetType(
  'ClaimCategoryFacet',
  'category',
  () => ClaimCategory,
  'Category of claims that the products carry today.',
);

export const ClaimSourceFacet = facetType(
  'ClaimSourceFacet',
  'source',
  () => ClaimSource,
  'Who asserts claims that the products carry today.',
);

export const BrandFacet = facetType('BrandFacet', 'brand', () => String, 'Brand of the products.');

/** GraphQL view of the counts; its fields are resolved one by one. */
@ObjectType('ProductFacets', {
  description:
    'Counts over all products of a list, whatever the page, the greatest first. Each field is counted by itself, and only if it is selected.',
})
export class ProductFacetsType {}
