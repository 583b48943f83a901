import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { withoutPrefix } from '../codecs/global-id.js';
import type { Edge } from '../schema/connections/connection-type.js';
import {
  AssignCertificationInput,
  AssignCertificationPayload,
} from '../schema/inputs/assign-certification.js';
import { assignCertification } from '../services/certification-assignments/assign-certification.js';
import { productCertificationsOrdering } from '../services/certification-assignments/list-certifications-of-products.js';
import { cursorOf } from '../services/pagination/page.js';
import type { CertificationAssignmentRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class AssignCertificationResolver {
  @Mutation(() => AssignCertificationPayload, {
    nullable: true,
    description:
      'Assigns a certification to a product. `NOT_FOUND` when product or certification is unknown, `FORBIDDEN` when another organization owns the product, `CONFLICT` when the product holds the certification already.',
  })
  async assignCertification(
    @Arg('input', () => AssignCertificationInput, { description: 'The certification and the product.' })
    input: AssignCertificationInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssignCertificationPayload> {
    const certificationId = withoutPrefix('certification', input.certificationId);
    const assignment = await assignCertification(
      database,
      principal,
      { ...input, certificationId },
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    return new AssignedCertification(assignment);
  }
}

/** The payload. The edge is only made when it is selected. */
class AssignedCertification implements AssignCertificationPayload {
  constructor(readonly assignment: CertificationAssignmentRecord) {}

  get product(): ProductRecord {
    return this.assignment.product as ProductRecord;
  }

  get assignmentEdge(): Edge<CertificationAssignmentRecord> {
    const order = { field: 'LABEL', direction: 'ASC' } as const;
    const ordering = productCertificationsOrdering(this.assignment.gtin, order);
    return { node: this.assignment, cursor: cursorOf(this.assignment, ordering) };
  }
}
