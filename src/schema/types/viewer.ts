import { Field, ObjectType } from 'type-graphql';
import type { Role as RoleValue } from '../../entities/api-key.js';
import type { CredentialKind as CredentialKindValue } from '../../services/principal.js';
import { CredentialKind, Role } from '../enums.js';

/** GraphQL view of the principal. */
@ObjectType({ simpleResolvers: true, description: 'Who is calling.' })
export class Viewer {
  @Field(() => Role, { description: 'What the credential may do in its organization.' })
  role!: RoleValue;

  @Field(() => CredentialKind, { description: 'What the caller identified itself with.' })
  credential!: CredentialKindValue;
}
