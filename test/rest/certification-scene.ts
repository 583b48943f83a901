import { shortId } from '../../src/codecs/short-id.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { documented } from './documented-gateway.js';

/** A gateway with all that an assignment of a certification needs. */
export interface CertificationScene {
  readonly gateway: Gateway;
  readonly organization: string;
  /** Text of an editor's key. */
  readonly key: string;
  /** Key of another organization's editor. */
  readonly foreignKey: string;
  /** Short id of the body of the certification. */
  readonly body: string;
  /** UUID and short id of a certification that all share: USDA_ORGANIC, "USDA Organic". */
  readonly certificationUuid: string;
  readonly certification: string;
  /** UUID and short id of another organization's certification. */
  readonly foreignUuid: string;
  readonly foreign: string;
  /** GTIN-14 of a product of the organization, which holds no certification yet. */
  readonly gtin: string;
  /** GTIN-14 of a product of the other organization, which holds its own certification. */
  readonly foreignGtin: string;
  /** Sends a body to the operation that assigns, by default for the product above with the key above. */
  assign(body: unknown, options?: { gtin?: string; key?: string }): Promise<Answer>;
  /** Sends a request to `/products/{gtin}/certifications/{certification_id}`. */
  one(
    method: string,
    options?: { gtin?: string; id?: string; key?: string; body?: unknown },
  ): Promise<Answer>;
}

/** Takes a shared gateway, holds it to the OpenAPI document, and fills its database. */
export async function setCertificationScene(): Promise<CertificationScene> {
  const gateway = documented(await shareGateway());
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  const another = await fixtures.organization('Another');
  const key = await fixtures.key(organization);
  const bodyUuid = await fixtures.certificationBody('Oregon Tilth', { website: 'https://example.com/tilth' });
  const certificationUuid = await fixtures.certification('USDA_ORGANIC', {
    label: 'USDA Organic',
    description: 'Grown without synthetic pesticides.',
    certification_body_id: bodyUuid,
    program: 'National Organic Program',
  });
  const foreignUuid = await fixtures.certification('HOUSE', {
    label: 'House Standard',
    organization_id: another,
  });
  const gtin = await fixtures.product(organization);
  const foreignGtin = await fixtures.product(another);
  await fixtures.certificationAssignment(foreignGtin, foreignUuid);
  const certification = shortId(certificationUuid);
  return {
    gateway,
    organization,
    key,
    foreignKey: await fixtures.key(another),
    body: shortId(bodyUuid),
    certificationUuid,
    certification,
    foreignUuid,
    foreign: shortId(foreignUuid),
    gtin,
    foreignGtin,
    assign: (body, options = {}) =>
      gateway.rest('POST', `/products/${encodeURIComponent(options.gtin ?? gtin)}/certifications`, {
        key: options.key ?? key,
        body,
      }),
    one: (method, options = {}) => {
      const path = `/products/${encodeURIComponent(options.gtin ?? gtin)}/certifications/${encodeURIComponent(options.id ?? certification)}`;
      const sent = options.body === undefined && method === 'PATCH' ? {} : options.body;
      return gateway.rest(method, path, {
        key: options.key ?? key,
        ...(sent !== undefined && { body: sent }),
      });
    },
  };
}

/** A certification's assignment as it is stored, and the actions of its history, the earliest first. */
export async function storedCertification(
  { database }: Gateway,
  gtin: string,
): Promise<{ readonly assignment: Record<string, unknown> | undefined; readonly actions: string[] }> {
  const { rows } = await database.transaction(async (client) => ({
    rows: [
      (
        await client.query(
          `select valid_from::text, expiration_date::text, certificate_number, issuing_body, verification_url,
             verification_status, scope, certification_value, audit_date::text, initial_certification_date::text,
             certificate_countries::text[], metadata from certification_assignment where gtin = $1`,
          [gtin],
        )
      ).rows,
      (
        await client.query('select action from certification_assignment_event where gtin = $1 order by id', [
          gtin,
        ])
      ).rows,
    ],
  }));
  return { assignment: rows[0]?.[0], actions: (rows[1] ?? []).map(({ action }) => action) };
}
