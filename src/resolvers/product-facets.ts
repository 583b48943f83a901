import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { ProductConnection } from '../schema/connections/connections.js';
import {
  BrandFacet,
  ClaimCategoryFacet,
  ClaimFacet,
  ClaimSourceFacet,
  ProductFacetsType,
} from '../schema/types/product-facets.js';
import type { ProductFacets } from '../services/products/facets/product-facets.js';
import type { ProductsConnection } from './products-connection.js';

const FIRST = {
  defaultValue: 20,
  description: 'Maximum number of rows: 1 to 100.',
} as const;

@Resolver(() => ProductConnection)
export class ProductConnectionResolver {
  @FieldResolver(() => ProductFacetsType, {
    nullable: true,
    description:
      'Counts over all products that fit the filter, whatever the page. In a very large registry at most ten minutes old.',
  })
  facets(@Root() products: ProductsConnection): ProductFacets {
    return products.facets();
  }
}

@Resolver(() => ProductFacetsType)
export class ProductFacetsResolver {
  @FieldResolver(() => [ClaimFacet], { description: 'By claim, then by its code.' })
  claims(@Root() facets: ProductFacets, @Arg('first', () => Int, FIRST) first: number) {
    return facets.claims(first);
  }

  @FieldResolver(() => [ClaimCategoryFacet], { description: 'By category of claims, then by its name.' })
  categories(@Root() facets: ProductFacets) {
    return facets.categories();
  }

  @FieldResolver(() => [ClaimSourceFacet], { description: 'By source of claims, then by its name.' })
  sources(@Root() facets: ProductFacets) {
    return facets.sources();
  }

  @FieldResolver(() => [BrandFacet], {
    description: 'By brand as it is written, then by its name; products without a brand are left out.',
  })
  brands(@Root() facets: ProductFacets, @Arg('first', () => Int, FIRST) first: number) {
    return facets.brands(first);
  }
}
