import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { certificationGlobalId, withoutPrefix } from '../codecs/global-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import {
  CertificationAssignmentConnection,
  CertificationConnection,
} from '../schema/connections/connections.js';
import {
  CertificationAssignmentsArgs,
  CertificationsArgs,
} from '../schema/inputs/certification-list-args.js';
import { Certification } from '../schema/types/certification.js';
import { CertificationBody } from '../schema/types/certification-body.js';
import { Organization } from '../schema/types/organization.js';
import { readCertificationAssignmentFilter } from '../services/certification-assignments/certification-assignment-filter.js';
import { certificationAssignmentsOrdering } from '../services/certification-assignments/list-certification-assignments.js';
import {
  findCertification,
  findCertificationByCode,
} from '../services/certifications/find-certifications.js';
import { countCertifications, listCertifications } from '../services/certifications/list-certifications.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import type {
  CertificationAssignmentRecord,
  CertificationBodyRecord,
  CertificationRecord,
  OrganizationRecord,
} from '../services/records.js';
import type { GatewayContext } from './context.js';
import { selectsCertificationDetails } from './look-ahead/assignment-details.js';

@Resolver(() => Certification)
export class CertificationResolver {
  @Query(() => Certification, {
    nullable: true,
    description: 'The certification with this id; null when there is none.',
  })
  certification(
    @Arg('id', () => ID, {
      description:
        "The certification's id: its global id, the 22-character short form or the canonical UUID.",
    })
    id: string,
    @Ctx() { database, principal }: GatewayContext,
  ): Promise<CertificationRecord | null> {
    return findCertification(database, principal, withoutPrefix('certification', id));
  }

  @Query(() => Certification, {
    nullable: true,
    description:
      'The certification with this code, that of the own organization before one that all share; null when there is none.',
  })
  certificationByCode(
    @Arg('code', () => String, { description: 'The whole code, ignoring case.' }) code: string,
    @Ctx() { database, principal }: GatewayContext,
  ): Promise<CertificationRecord | null> {
    return findCertificationByCode(database, principal, code);
  }

  @Query(() => CertificationConnection, {
    nullable: true,
    description:
      'The certifications that all organizations share and those of the own one, all or those that fit a filter.',
  })
  async certifications(
    @Args(() => CertificationsArgs) { filter: given, orderBy, ...page }: CertificationsArgs,
    @Ctx() { database, principal }: GatewayContext,
  ): Promise<Connection<CertificationRecord>> {
    const certificationBodyId = withoutPrefix('certification-body', given?.certificationBodyId ?? null);
    const filter = given && { ...given, certificationBodyId };
    const found = await listCertifications(database, principal, page, filter, orderBy ?? undefined);
    return new Connection(found, () => countCertifications(database, principal, filter));
  }

  @FieldResolver()
  id(@Root() certification: CertificationRecord): string {
    return certificationGlobalId(certification.id);
  }

  @FieldResolver(() => CertificationBody, {
    nullable: true,
    description: 'The body that issues the certification; null if none is named.',
  })
  certificationBody(
    @Root() { certificationBodyId }: CertificationRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<CertificationBodyRecord> | null {
    return certificationBodyId === null ? null : loaders.certificationBody(certificationBodyId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that the certification belongs to; null for one that all share.',
  })
  organization(
    @Root() { organizationId }: CertificationRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<OrganizationRecord> | null {
    return organizationId === null ? null : loaders.organization(organizationId);
  }

  @FieldResolver(() => CertificationAssignmentConnection, {
    description: 'Assignments of the certification to products, ordered by GTIN.',
  })
  async assignments(
    @Root() certification: CertificationRecord,
    @Args(() => CertificationAssignmentsArgs) { filter: unchecked, ...page }: CertificationAssignmentsArgs,
    @Ctx() { loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CertificationAssignmentRecord>> {
    const request = readPageRequest(page, certificationAssignmentsOrdering(certification.id));
    const filter = readCertificationAssignmentFilter(unchecked);
    const hasDetails = selectsCertificationDetails(info);
    const query = { request, filter, hasDetails };
    const assignments = await loaders.assignmentsOfCertification(certification, query);
    return new Connection(assignments, () =>
      loaders.countAssignmentsOfCertification(certification.id, filter),
    );
  }
}
