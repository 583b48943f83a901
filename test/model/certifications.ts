import { shortId } from '../../src/codecs/short-id.js';
import type { Assignable, Kind } from './kind.js';
import {
  isCountries,
  isDate,
  isGtin,
  isId,
  isMetadata,
  isString,
  isTextUpTo,
  isUrl,
  takenAs,
} from './rules.js';
import { countries, date, metadata, textUpTo, url, verificationStatus } from './values.js';

/** The second belongs to the callers' organization alone. Ids are fixed, as those of claims. */
const certifications = ['AB', 'A_B', 'A0'].map((code, i) => {
  const uuid = `01900000-0000-7000-8000-00000000001${'abc'[i]}`;
  return { code, uuid, short: shortId(uuid) };
}) as unknown as [Assignable, Assignable, Assignable];

/** One of another organization. */
const hidden = '01900000-0000-7000-8000-00000000001d';

const isStatus = (value: unknown) => ['unverified', 'verified', 'expired'].includes(value as string);

/** The certifications of products. */
export const ofCertifications: Kind = {
  type: 'Certification',
  list: 'certifications',
  history: 'certificationHistory',
  field: 'certification',
  idField: 'certificationId',
  assignables: certifications,
  hidden: [hidden, shortId(hidden)],
  settable: [
    'validFrom',
    'expirationDate',
    'certificateNumber',
    'issuingBody',
    'verificationUrl',
    'verificationStatus',
    'scope',
    'certificationValue',
    'auditDate',
    'initialCertificationDate',
    'certificateCountries',
    'metadata',
  ],
  blank: {
    validFrom: null,
    expirationDate: null,
    certificateNumber: '',
    issuingBody: '',
    verificationUrl: '',
    verificationStatus: 'unverified',
    scope: '',
    certificationValue: '',
    auditDate: null,
    initialCertificationDate: null,
    certificateCountries: [],
    metadata: new Map(),
  },
  rules: {
    gtin: isGtin,
    certificationId: isId,
    validFrom: isDate,
    expirationDate: isDate,
    certificateNumber: (value) => isTextUpTo(100, value),
    issuingBody: (value) => isTextUpTo(255, value),
    verificationUrl: isUrl,
    verificationStatus: isStatus,
    scope: (value) => isTextUpTo(10_000, value),
    certificationValue: (value) => isTextUpTo(255, value),
    auditDate: isDate,
    initialCertificationDate: isDate,
    certificateCountries: isCountries,
    metadata: isMetadata,
  },
  graphqlTypes: {
    gtin: isString,
    certificationId: takenAs.id,
    validFrom: takenAs.text,
    expirationDate: takenAs.text,
    certificateNumber: takenAs.text,
    issuingBody: takenAs.text,
    verificationUrl: takenAs.text,
    verificationStatus: (value) => isStatus(value) || value === null,
    scope: takenAs.text,
    certificationValue: takenAs.text,
    auditDate: takenAs.text,
    initialCertificationDate: takenAs.text,
    certificateCountries: takenAs.texts,
    metadata: takenAs.object,
  },
  values: {
    validFrom: date,
    expirationDate: date,
    certificateNumber: textUpTo(100),
    issuingBody: textUpTo(255),
    verificationUrl: url,
    verificationStatus,
    scope: textUpTo(10_000),
    certificationValue: textUpTo(255),
    auditDate: date,
    initialCertificationDate: date,
    certificateCountries: countries,
    metadata,
  },
  unshown: () => ({ left: [], nulls: [] }),
  inGraphql: (field, value) => (field === 'verificationStatus' && isStatus(value) ? upperCase(value) : value),
  fromGraphql: (field, value) => (field === 'verificationStatus' ? String(value).toLowerCase() : value),
  catalogue: ({ ours, theirs }) => ({
    text: 'insert into certification (id, code, label, organization_id) values ($1, $2, $2, $3)',
    rows: [
      ...certifications.map(({ uuid, code }, i) => [uuid, code, i === 1 ? ours : null]),
      [hidden, 'AB', theirs],
    ],
  }),
};

const upperCase = (value: unknown) => String(value).toUpperCase();
