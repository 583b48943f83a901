import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { certificationBodyGlobalId, withoutPrefix } from '../codecs/global-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import { CertificationBodyConnection, CertificationConnection } from '../schema/connections/connections.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { CertificationBodiesArgs } from '../schema/inputs/certification-list-args.js';
import { CertificationBody } from '../schema/types/certification-body.js';
import { findCertificationBody } from '../services/certifications/find-certification-bodies.js';
import {
  countCertificationBodies,
  listCertificationBodies,
} from '../services/certifications/list-certification-bodies.js';
import { bodyCertificationsOrdering } from '../services/certifications/list-certifications-of-bodies.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import type { CertificationBodyRecord, CertificationRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => CertificationBody)
export class CertificationBodyResolver {
  @Query(() => CertificationBody, {
    nullable: true,
    description: 'The certification body with this id; null when there is none.',
  })
  certificationBody(
    @Arg('id', () => ID, {
      description: "The body's id: its global id, the 22-character short form or the canonical UUID.",
    })
    id: string,
    @Ctx() { database }: GatewayContext,
  ): Promise<CertificationBodyRecord | null> {
    return findCertificationBody(database, withoutPrefix('certification-body', id));
  }

  @Query(() => CertificationBodyConnection, {
    nullable: true,
    description: 'The organizations that issue certifications, all or those that fit a filter.',
  })
  async certificationBodies(
    @Args(() => CertificationBodiesArgs) { filter, orderBy, ...page }: CertificationBodiesArgs,
    @Ctx() { database }: GatewayContext,
  ): Promise<Connection<CertificationBodyRecord>> {
    const bodies = await listCertificationBodies(database, page, filter, orderBy ?? undefined);
    return new Connection(bodies, () => countCertificationBodies(database, filter));
  }

  @FieldResolver()
  id(@Root() body: CertificationBodyRecord): string {
    return certificationBodyGlobalId(body.id);
  }

  @FieldResolver(() => CertificationConnection, {
    description: 'The certifications that the body issues, ordered by code and label.',
  })
  async certifications(
    @Root() body: CertificationBodyRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<Connection<CertificationRecord>> {
    const request = readPageRequest(page, bodyCertificationsOrdering(body.id));
    const certifications = await loaders.certificationsOfBody(body.id, request);
    return new Connection(certifications, () => loaders.countCertificationsOfBody(body.id));
  }
}
