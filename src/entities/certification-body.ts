import type { Opt } from '@mikro-orm/core';
import { Check, Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** An organization of the world that certifies products. It has no credentials here. */
@Entity({ tableName: 'certification_body' })
@Check({
  name: 'certification_body_name_check',
  expression: 'char_length(name) >= 1 and char_length(name) <= 255',
})
@Check({
  name: 'certification_body_website_check',
  expression: `website = '' or (website ~* '^https?://' and char_length(website) <= 2048)`,
})
@Check({
  name: 'certification_body_description_check',
  expression: 'char_length(description) <= 10000',
})
@Check({
  name: 'certification_body_logo_url_check',
  expression: `logo_url ~* '^https?://' and char_length(logo_url) <= 2048`,
})
export class CertificationBody {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  /** Unique over the catalogue: files name a body by it. */
  @Property({ type: 'text', collation: 'C' })
  @Unique({ name: 'certification_body_name_unique' })
  name!: string;

  /** The name as searches for a part of it compare it. */
  @Property({ type: 'text', collation: 'C', generated: 'fold_case(name) stored', hidden: true, lazy: true })
  foldedName!: string & Opt;

  @Property({ type: 'text', default: '' })
  website!: string & Opt;

  @Property({ type: 'text', default: '' })
  description!: string & Opt;

  @Property({ type: 'text', nullable: true })
  logoUrl!: string | null;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
