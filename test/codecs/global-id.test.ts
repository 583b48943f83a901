import { assignmentGlobalId, organizationGlobalId, readGlobalId } from '../../src/codecs/global-id.js';

const UUID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const SHORT = 'WmsG2qe2XXxacqiqo2MfnY';
const GTIN = '00000012345670';

describe('a global id', () => {
  it('of a product is its GTIN-14', () => {
    expect(readGlobalId(GTIN)).toEqual({ type: 'Product', gtin: GTIN });
  });

  it('of a claim is its short id', () => {
    expect(readGlobalId(SHORT)).toEqual({ type: 'Claim', id: UUID });
  });

  it('of an assignment is both, joined by a dot', () => {
    expect(assignmentGlobalId(GTIN, UUID)).toBe(`${GTIN}.${SHORT}`);
    expect(readGlobalId(`${GTIN}.${SHORT}`)).toEqual({ type: 'ClaimAssignment', gtin: GTIN, claimId: UUID });
  });

  it('of an organization has its prefix', () => {
    expect(organizationGlobalId(UUID)).toBe(`organization.${SHORT}`);
    expect(readGlobalId(`organization.${SHORT}`)).toEqual({ type: 'Organization', id: UUID });
  });

  it.each([
    '',
    '.',
    '12345670',
    '0000001234567a',
    UUID,
    'zzzzzzzzzzzzzzzzzzzzzz',
    'oZEq7ovRbLq6UnGMPwc8B6',
    `.${SHORT}`,
    `${GTIN}.`,
    `${GTIN}.${UUID}`,
    `${GTIN}.${SHORT}.`,
    `${GTIN}.zzzzzzzzzzzzzzzzzzzzzz`,
    `12345670.${SHORT}`,
    `organization.${UUID}`,
    `Organization.${SHORT}`,
    `unknown.${SHORT}`,
    `constructor.${SHORT}`,
    `${GTIN}\n`,
  ])('is not %j', (text) => {
    expect(readGlobalId(text)).toBeUndefined();
  });
});
