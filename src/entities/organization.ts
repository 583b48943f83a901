import type { Opt } from '@mikro-orm/core';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A company that owns products and holds credentials. */
@Entity({ tableName: 'organization' })
@Check({ name: 'organization_name_check', expression: 'char_length(name) >= 1 and char_length(name) <= 255' })
export class Organization {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
