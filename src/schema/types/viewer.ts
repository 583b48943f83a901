import { Field, ID, ObjectType } from 'type-graphql';
import type { Role as RoleValue } from '../../entities/api-key.js';
import type { CredentialKind as CredentialKindValue } from '../../services/principal.js';
import { CredentialKind, Role } from '../enums.js';

/** GraphQL view of the principal. */
@ObjectType({ simpleResolvers: true, description: 'The caller: its organization, role and credential.' })
export class Viewer {
  @Field(() => ID, {
    description: 'Id of the credential, as `actor` of histories shows it: `key.<id>` or `token.<subject>`.',
  })
  id!: string;

  @Field(() => Role, { description: 'Rights of the credential in its organization.' })
  role!: RoleValue;

  @Field(() => CredentialKind, { description: 'Kind of credential of the request.' })
  credential!: CredentialKindValue;
}
