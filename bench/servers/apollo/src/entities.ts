import { Collection, PrimaryKeyProp, type Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';

@Entity()
@ObjectType()
export class Claim {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  label!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  category!: string;
}

@Entity()
@ObjectType()
export class Product {
  [PrimaryKeyProp]?: 'gtin';

  @Field(() => String)
  @PrimaryKey({ type: 'text' })
  gtin!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  brand!: string;

  @OneToMany({ entity: () => ClaimAssignment, mappedBy: 'product', orderBy: { claim: 'asc' } })
  assignments = new Collection<ClaimAssignment>(this);
}

@Entity()
@ObjectType()
export class ClaimAssignment {
  [PrimaryKeyProp]?: ['product', 'claim'];

  @ManyToOne({ entity: () => Product, primary: true, fieldName: 'gtin' })
  product!: Rel<Product>;

  @Field(() => Claim)
  @ManyToOne({ entity: () => Claim, primary: true, fieldName: 'claim_id' })
  claim!: Rel<Claim>;

  @Field(() => String)
  @Property({ type: 'text' })
  source!: string;

  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  validFrom?: string | null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  expirationDate?: string | null;

  @Property({ type: 'datetime' })
  createdAt: Date = new Date();
}
