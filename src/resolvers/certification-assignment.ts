import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { certificationAssignmentGlobalId } from '../codecs/global-id.js';
import type { Connection } from '../schema/connections/connection-type.js';
import { CertificationAssignmentEventConnection } from '../schema/connections/connections.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { LocalDate } from '../schema/scalars/date.js';
import { CertificationAssignment } from '../schema/types/certification-assignment.js';
import { Product } from '../schema/types/product.js';
import { isActive } from '../services/assignments/validity.js';
import type {
  CertificationAssignmentRecord,
  CertificationEventRecord,
  ProductRecord,
} from '../services/records.js';
import { certificationHistoryConnection } from './certification-history.js';
import type { GatewayContext } from './context.js';

@Resolver(() => CertificationAssignment)
export class CertificationAssignmentResolver {
  @FieldResolver()
  id(@Root() assignment: CertificationAssignmentRecord): string {
    return certificationAssignmentGlobalId(assignment.gtin, assignment.certification.id);
  }

  @FieldResolver(() => Product, { description: 'The product that holds the certification.' })
  product(
    @Root() assignment: CertificationAssignmentRecord,
    @Ctx() { loaders }: GatewayContext,
  ): ProductRecord | Promise<ProductRecord> {
    return assignment.product ?? loaders.product(assignment.gtin);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the certificate is valid on a day; both bounds are inclusive.',
  })
  isActive(
    @Root() assignment: CertificationAssignmentRecord,
    @Arg('on', () => LocalDate, { nullable: true, description: 'The day; today (UTC) when not given.' })
    on: string | null | undefined,
  ): boolean {
    return isActive(assignment, on);
  }

  @FieldResolver(() => CertificationAssignmentEventConnection, {
    nullable: true,
    description:
      'Changes of this certification of this product, the latest first, including earlier assignments of the pair. Only credentials of the organization that owns the product can read them, except publishable keys; null for others.',
  })
  async history(
    @Root() assignment: CertificationAssignmentRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<Connection<CertificationEventRecord> | null> {
    const { organizationId } = assignment.product ?? (await context.loaders.product(assignment.gtin));
    const subject = { gtin: assignment.gtin, certificationId: assignment.certification.id };
    return certificationHistoryConnection(context, organizationId, subject, page);
  }
}
