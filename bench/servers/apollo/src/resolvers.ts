import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Claim, ClaimAssignment, Product } from './entities.js';

/** What a resolver gets: an entity manager of the request's own. */
export interface Context {
  em: EntityManager;
}

@ObjectType()
class ProductPage {
  @Field(() => [Product])
  nodes!: Product[];

  @Field(() => String, { nullable: true })
  next?: string | null;
}

@InputType()
class AssignClaimInput {
  @Field(() => String)
  gtin!: string;

  @Field(() => ID)
  claimId!: string;

  @Field(() => String)
  source!: string;

  @Field(() => String, { nullable: true })
  validFrom?: string;
}

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('gtin', () => String) gtin: string, @Ctx() { em }: Context) {
    return em.findOne(Product, { gtin });
  }

  @Query(() => ProductPage)
  async products(
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { em }: Context,
  ): Promise<ProductPage> {
    const where = after ? { gtin: { $gt: after } } : {};
    const nodes = await em.find(Product, where, { orderBy: { gtin: 'asc' }, limit: first });
    return { nodes, next: nodes.length === first ? nodes.at(-1)?.gtin : null };
  }

  @FieldResolver(() => [ClaimAssignment])
  claims(@Root() product: Product, @Arg('first', () => Int, { defaultValue: 25 }) first: number) {
    return product.assignments.matching({ limit: first, populate: ['claim'], orderBy: { claim: 'asc' } });
  }
}

@Resolver(() => ClaimAssignment)
export class ClaimAssignmentResolver {
  @FieldResolver(() => ID)
  id(@Root() { product, claim }: ClaimAssignment) {
    return `${product.gtin}.${claim.id}`;
  }

  @FieldResolver(() => String)
  createdAt(@Root() assignment: ClaimAssignment) {
    return assignment.createdAt.toISOString();
  }

  @Mutation(() => ClaimAssignment)
  async assignClaim(@Arg('input', () => AssignClaimInput) input: AssignClaimInput, @Ctx() { em }: Context) {
    const assignment = em.create(ClaimAssignment, {
      product: input.gtin,
      claim: input.claimId,
      source: input.source,
      validFrom: input.validFrom,
      createdAt: new Date(),
    });
    try {
      await em.flush();
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new GraphQLError('The claim is assigned already.', { extensions: { code: 'CONFLICT' } });
    }
    return assignment;
  }
}

@Resolver(() => Claim)
export class ClaimResolver {
  @Query(() => [Claim])
  claims(
    @Arg('category', () => String) category: string,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Ctx() { em }: Context,
  ) {
    return em.find(Claim, { category }, { orderBy: { code: 'asc' }, limit: first });
  }
}
