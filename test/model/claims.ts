import { shortId } from '../../src/codecs/short-id.js';
import type { Assignable, Kind } from './kind.js';
import { isDate, isGtin, isId, isMetadata, isString, isTextUpTo, isUrl, takenAs } from './rules.js';
import { date, metadata, source, textUpTo, url } from './values.js';

/** Ids are fixed, so that a failure of one run can be read beside another's. */
const claims = ['AB', 'A_B', 'A0'].map((code, i) => {
  const uuid = `01900000-0000-7000-8000-00000000000${'abc'[i]}`;
  return { code, uuid, short: shortId(uuid) };
}) as unknown as [Assignable, Assignable, Assignable];

const isSource = (value: unknown) => value === 'BRAND_SELF_DECLARED' || value === 'THIRD_PARTY_VERIFIED';

/** The claims of products. */
export const ofClaims: Kind = {
  type: 'Claim',
  list: 'claims',
  history: 'claimHistory',
  field: 'claim',
  idField: 'claimId',
  assignables: claims,
  hidden: [],
  settable: ['source', 'validFrom', 'expirationDate', 'evidenceUrl', 'evidenceNote', 'metadata'],
  blank: {
    source: 'BRAND_SELF_DECLARED',
    validFrom: null,
    expirationDate: null,
    evidenceUrl: '',
    evidenceNote: '',
    metadata: new Map(),
  },
  rules: {
    gtin: isGtin,
    claimId: isId,
    source: isSource,
    validFrom: isDate,
    expirationDate: isDate,
    evidenceUrl: isUrl,
    evidenceNote: (value) => isTextUpTo(10_000, value),
    metadata: isMetadata,
  },
  graphqlTypes: {
    gtin: isString,
    claimId: takenAs.id,
    source: (value) => isSource(value) || value === null,
    validFrom: takenAs.text,
    expirationDate: takenAs.text,
    evidenceUrl: takenAs.text,
    evidenceNote: takenAs.text,
    metadata: takenAs.object,
  },
  values: {
    source,
    validFrom: date,
    expirationDate: date,
    evidenceUrl: url,
    evidenceNote: textUpTo(10_000),
    metadata,
  },
  // The REST API never shows evidence, GraphQL to its owner.
  unshown: (api, owner) => {
    const evidence = ['evidenceUrl', 'evidenceNote'];
    return { left: api === 'rest' ? evidence : [], nulls: owner === 'ours' ? [] : evidence };
  },
  inGraphql: (_, value) => value,
  fromGraphql: (_, value) => value,
  catalogue: () => ({
    text: `insert into claim (id, code, label, category) values ($1, $2, $2, 'OTHER')`,
    rows: claims.map(({ uuid, code }) => [uuid, code]),
  }),
};
