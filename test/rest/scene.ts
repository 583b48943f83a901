import { shortId } from '../../src/codecs/short-id.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { documented } from './documented-gateway.js';

/** A gateway with all that an assignment needs. */
export interface Scene {
  readonly gateway: Gateway;
  readonly organization: string;
  /** Id and text of an editor's key. */
  readonly keyId: string;
  readonly key: string;
  /** UUID and short id of a claim of the catalogue: NON_GMO, "Non-GMO", INGREDIENT_ABSENCE. */
  readonly claimUuid: string;
  readonly claim: string;
  /** GTIN-14 of a product of the organization, which carries no claim yet. */
  readonly gtin: string;
  /** Another such product. */
  freshProduct(): Promise<string>;
  /** Sends a body to the operation, by default for the product above with the key above. */
  assign(body: unknown, options?: { gtin?: string; key?: string }): Promise<Answer>;
}

export const REST_BASE = '/certifications/api/v1';

/** Takes a gateway, by default a shared one, holds it to the OpenAPI document, and fills its database. */
export async function setScene(take: () => Promise<Gateway> = shareGateway): Promise<Scene> {
  const gateway = documented(await take());
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  const { id: keyId, key } = await fixtures.keyWithId(organization);
  const claimUuid = await fixtures.claim('NON_GMO', { label: 'Non-GMO', category: 'INGREDIENT_ABSENCE' });
  const gtin = await fixtures.product(organization);
  return {
    gateway,
    organization,
    keyId,
    key,
    claimUuid,
    claim: shortId(claimUuid),
    gtin,
    freshProduct: () => fixtures.product(organization),
    assign: (body, options = {}) =>
      gateway.rest('POST', `/products/${encodeURIComponent(options.gtin ?? gtin)}/claims`, {
        key: options.key ?? key,
        body,
      }),
  };
}
