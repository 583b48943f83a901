import type { Opt, Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { CertificationBody } from './certification-body.js';
import { Organization } from './organization.js';

/**
 * What a product can be certified as. One that belongs to an organization is private: no other organization sees it,
 * nor what is assigned of it.
 */
@Entity({ tableName: 'certification' })
@Index({
  name: 'certification_code_unique',
  expression:
    'create unique index "certification_code_unique" on "certification" (code) where organization_id is null',
})
@Index({
  name: 'certification_organization_id_code_unique',
  expression: `create unique index "certification_organization_id_code_unique" on "certification" (organization_id, code) where code <> ''`,
})
@Index({
  name: 'certification_organization_id_label_unique',
  expression: `create unique index "certification_organization_id_label_unique" on "certification" (organization_id, label) where code = ''`,
})
@Index({ name: 'certification_code_label_id_index', properties: ['code', 'label', 'id'] })
@Index({ name: 'certification_label_code_id_index', properties: ['label', 'code', 'id'] })
@Index({
  name: 'certification_certification_body_id_code_label_id_index',
  properties: ['certificationBody', 'code', 'label', 'id'],
})
@Check({
  name: 'certification_code_check',
  expression: `code ~ '^[A-Z0-9_]{1,50}$' or code = '' and organization_id is not null`,
})
@Check({
  name: 'certification_label_check',
  expression: 'char_length(label) >= 1 and char_length(label) <= 255',
})
@Check({ name: 'certification_description_check', expression: 'char_length(description) <= 10000' })
@Check({
  name: 'certification_url_check',
  expression: `url = '' or (url ~* '^https?://' and char_length(url) <= 2048)`,
})
@Check({
  name: 'certification_logo_url_check',
  expression: `logo_url ~* '^https?://' and char_length(logo_url) <= 2048`,
})
@Check({ name: 'certification_program_check', expression: 'char_length(program) <= 255' })
@Check({ name: 'certification_standard_check', expression: 'char_length(standard) <= 255' })
export class Certification {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  /** The organization that alone sees and uses it; null for one of the catalogue that all share. */
  @ManyToOne(() => Organization, {
    nullable: true,
    index: false,
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  organization!: Rel<Organization> | null;

  /** Stable machine name: `USDA_ORGANIC`. Only an organization's own may have none. */
  @Property({ type: 'text', collation: 'C', default: '' })
  code!: string & Opt;

  /** Display name: `USDA Organic`. */
  @Property({ type: 'text', collation: 'C' })
  label!: string;

  /** The label as searches for a part of it compare it. */
  @Property({ type: 'text', collation: 'C', generated: 'fold_case(label) stored', hidden: true, lazy: true })
  foldedLabel!: string & Opt;

  @Property({ type: 'text', default: '' })
  description!: string & Opt;

  /** Page about the certification. */
  @Property({ type: 'text', default: '' })
  url!: string & Opt;

  @Property({ type: 'text', nullable: true })
  logoUrl!: string | null;

  /** Who issues it; null where none is named. */
  @ManyToOne(() => CertificationBody, {
    nullable: true,
    index: false,
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  certificationBody!: Rel<CertificationBody> | null;

  /** Name of the programme (GS1 `certificationAgency`). */
  @Property({ type: 'text', default: '' })
  program!: string & Opt;

  /** Name of the standard (GS1 `certificationStandard`). */
  @Property({ type: 'text', default: '' })
  standard!: string & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
