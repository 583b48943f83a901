import { registerEnumType } from 'type-graphql';
import { verificationStatuses } from '../entities/certification-assignment.js';
import { claimCategories } from '../entities/claim.js';
import { claimSources } from '../entities/claim-assignment.js';
import { claimAssignmentActions } from '../entities/claim-assignment-event.js';
import { graphqlCodes } from '../errors/graphql-codes.js';
import { assignmentFields } from '../services/assignments/assignment-fields.js';
import { assignmentSearchOrderFields } from '../services/assignments/assignment-search-order.js';
import { claimAssignmentOrderFields } from '../services/assignments/list-product-claims.js';
import { validities } from '../services/assignments/validity.js';
import { certificationAssignmentFields } from '../services/certification-assignments/certification-assignment-fields.js';
import { certificationAssignmentOrderFields } from '../services/certification-assignments/list-certifications-of-products.js';
import { certificationBodyOrderFields } from '../services/certifications/list-certification-bodies.js';
import { certificationOrderFields } from '../services/certifications/list-certifications.js';
import { claimOrderFields } from '../services/claims/list-claims.js';
import { productOrderFields } from '../services/products/list-products.js';

/** An enumeration object, as type-graphql wants it, of values that are their own names. */
function enumOf<const Values extends readonly string[]>(values: Values) {
  return Object.fromEntries(values.map((value) => [value, value])) as { [Value in Values[number]]: Value };
}

export const ClaimSource = enumOf(claimSources);
registerEnumType(ClaimSource, {
  name: 'ClaimSource',
  description: 'Who asserts that a product carries a claim.',
  valuesConfig: {
    BRAND_SELF_DECLARED: { description: 'The brand states the claim without verification by others.' },
    THIRD_PARTY_VERIFIED: { description: 'An independent body has verified the claim.' },
  },
});

export const ClaimCategory = enumOf(claimCategories);
registerEnumType(ClaimCategory, {
  name: 'ClaimCategory',
  description: 'Group of claims.',
  valuesConfig: {
    DIETARY: { description: 'Fits a way of eating: vegan, kosher.' },
    INGREDIENT_ABSENCE: { description: 'Made without an ingredient: no high-fructose corn syrup.' },
    ALLERGEN_FREE: { description: 'Explicitly free of an allergen: gluten-free.' },
    PROCESS: { description: 'How the product was made: grass-fed, cold-pressed.' },
    SUSTAINABILITY: { description: 'Effects on people and planet: fair trade, recyclable packaging.' },
    OTHER: { description: 'Everything else.' },
  },
});

export const ClaimAssignmentAction = enumOf(claimAssignmentActions);
registerEnumType(ClaimAssignmentAction, {
  name: 'ClaimAssignmentAction',
  description: 'Kind of change of an assignment.',
  valuesConfig: {
    ASSIGNED: { description: 'The claim was assigned to the product.' },
    UPDATED: { description: 'Fields of the assignment were changed.' },
    REMOVED: { description: 'The claim was removed from the product.' },
  },
});

/** Fields as the schema spells them, with the names that history stores. */
function enumOfFields(fields: readonly { readonly name: string }[], name: string, description: string) {
  const values = Object.fromEntries(
    fields.map((field) => [field.name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(), field.name]),
  );
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([value, field]) => [value, { description: `The field \`${field}\`.` }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}

export const ClaimAssignmentField = enumOfFields(
  assignmentFields,
  'ClaimAssignmentField',
  'A field of an assignment that can be changed.',
);

export const CertificationAssignmentField = enumOfFields(
  certificationAssignmentFields,
  'CertificationAssignmentField',
  "A field of a certification's assignment that can be changed.",
);

export const CertificationAssignmentAction = enumOf(claimAssignmentActions);
registerEnumType(CertificationAssignmentAction, {
  name: 'CertificationAssignmentAction',
  description: "Kind of change of a certification's assignment.",
  valuesConfig: {
    ASSIGNED: { description: 'The certification was assigned to the product.' },
    UPDATED: { description: 'Fields of the assignment were changed.' },
    REMOVED: { description: 'The certification was removed from the product.' },
  },
});

/** Verification statuses as the schema spells them, with the values that are stored. */
export const VerificationStatus = Object.fromEntries(
  verificationStatuses.map((status) => [status.toUpperCase(), status]),
);
registerEnumType(VerificationStatus, {
  name: 'VerificationStatus',
  description: 'What the writer says about a certificate. It does not follow from the dates.',
  valuesConfig: {
    UNVERIFIED: { description: 'The certificate has not been checked.' },
    VERIFIED: { description: 'The certificate was checked with its issuer.' },
    EXPIRED: { description: 'The issuer lists the certificate as expired.' },
  },
});

export const SortDirection = enumOf(['ASC', 'DESC']);
registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Direction of an order. Texts are ordered by code point.',
  valuesConfig: {
    ASC: { description: 'Ascending: the smallest or earliest first.' },
    DESC: { description: 'Descending: the largest or latest first.' },
  },
});

export const ProductOrderField = enumOf(productOrderFields);
registerEnumType(ProductOrderField, {
  name: 'ProductOrderField',
  description: 'Fields that determine the order of products.',
  valuesConfig: {
    GTIN: { description: 'The GTIN in 14 digits.' },
    NAME: { description: 'The name.' },
    CREATED_AT: { description: 'Time at which the product was registered.' },
  },
});

export const ClaimOrderField = enumOf(claimOrderFields);
registerEnumType(ClaimOrderField, {
  name: 'ClaimOrderField',
  description: 'Fields that determine the order of claims.',
  valuesConfig: {
    CODE: { description: 'The code.' },
    LABEL: { description: 'The label.' },
  },
});

export const ClaimAssignmentOrderField = enumOf(claimAssignmentOrderFields);
registerEnumType(ClaimAssignmentOrderField, {
  name: 'ClaimAssignmentOrderField',
  description: 'Fields that determine the order of the claims of a product.',
  valuesConfig: {
    CLAIM: { description: 'The code of the claim.' },
    CREATED_AT: { description: 'Time of the assignment.' },
  },
});

export const ClaimAssignmentSearchOrderField = enumOf(assignmentSearchOrderFields);
registerEnumType(ClaimAssignmentSearchOrderField, {
  name: 'ClaimAssignmentSearchOrderField',
  description: 'Fields that determine the order of the assignments of all products.',
  valuesConfig: {
    GTIN: { description: 'The GTIN of the product in 14 digits.' },
    EXPIRATION_DATE: {
      description: 'Last day of validity; claims that do not expire are the last in either direction.',
    },
    UPDATED_AT: { description: 'Time of the last change of the assignment.' },
  },
});

export const CertificationOrderField = enumOf(certificationOrderFields);
registerEnumType(CertificationOrderField, {
  name: 'CertificationOrderField',
  description: 'Fields that determine the order of certifications.',
  valuesConfig: {
    CODE: { description: 'The code.' },
    LABEL: { description: 'The label.' },
  },
});

export const CertificationBodyOrderField = enumOf(certificationBodyOrderFields);
registerEnumType(CertificationBodyOrderField, {
  name: 'CertificationBodyOrderField',
  description: 'Fields that determine the order of certification bodies.',
  valuesConfig: { NAME: { description: 'The name.' } },
});

export const CertificationAssignmentOrderField = enumOf(certificationAssignmentOrderFields);
registerEnumType(CertificationAssignmentOrderField, {
  name: 'CertificationAssignmentOrderField',
  description: 'Fields that determine the order of the certifications of a product.',
  valuesConfig: {
    LABEL: { description: 'The label of the certification.' },
    EXPIRATION_DATE: {
      description: 'Last day of validity; certificates that do not expire are the last in either direction.',
    },
  },
});

export const Validity = enumOf(validities);
registerEnumType(Validity, {
  name: 'Validity',
  description: 'Whether today (UTC) lies before, within or after the period of an assignment.',
  valuesConfig: {
    UPCOMING: { description: 'The first day of validity lies in the future.' },
    ACTIVE: { description: 'The claim or certificate is valid today.' },
    EXPIRED: { description: 'The last day of validity has passed.' },
  },
});

/** Roles as the schema spells them, with the values that principals carry. */
export const Role = { MANAGER: 'manager', EDITOR: 'editor', READONLY: 'readonly' } as const;
registerEnumType(Role, {
  name: 'Role',
  description: 'What a credential may do in its organization.',
  valuesConfig: {
    MANAGER: {
      description:
        'Reads, and writes assignments of the products of its organization, with the same rights as `EDITOR`. Only API keys and the sessions that they open can have this role; bearer tokens cannot.',
    },
    EDITOR: {
      description:
        'Reads, and writes assignments of the products of its organization, with the same rights as `MANAGER`. Bearer tokens with the scope `certifications:write` have this role, as can API keys and the sessions that they open.',
    },
    READONLY: { description: 'Reads and never writes.' },
  },
});

/** Kinds of credential as the schema spells them, with the values that principals carry. */
export const CredentialKind = {
  BUSINESS_KEY: 'csb',
  USER_KEY: 'csu',
  PUBLISHABLE_KEY: 'cpk',
  BEARER_TOKEN: 'token',
  SESSION: 'session',
} as const;
registerEnumType(CredentialKind, {
  name: 'CredentialKind',
  description: 'Kind of credential of a request.',
  valuesConfig: {
    BUSINESS_KEY: { description: 'An API key of an organization, for servers (`csb_`).' },
    USER_KEY: { description: 'An API key of a user (`csu_`).' },
    PUBLISHABLE_KEY: { description: 'An API key that is safe in front-end code (`cpk_`); it never writes.' },
    BEARER_TOKEN: { description: 'A token of the configured OpenID Connect issuer.' },
    SESSION: { description: 'The session of a browser, which acts as the key that opened it.' },
  },
});

export const ErrorCode = enumOf(graphqlCodes.map(({ code }) => code));
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Kind of failure.',
  valuesConfig: Object.fromEntries(
    graphqlCodes.map(({ code, title }) => [code, { description: `${title}.` }]),
  ),
});

export const BatchErrorPolicy = { CONTINUE: 'continue', ROLLBACK: 'rollback' } as const;
registerEnumType(BatchErrorPolicy, {
  name: 'BatchErrorPolicy',
  description: 'What becomes of the other rows of a batch when a row fails.',
  valuesConfig: {
    CONTINUE: { description: 'They are stored.' },
    ROLLBACK: { description: 'Nothing is stored.' },
  },
});

export const ExistingPolicy = { CONFLICT: 'conflict', UPDATE: 'update' } as const;
registerEnumType(ExistingPolicy, {
  name: 'ExistingPolicy',
  description: 'What becomes of a row whose product carries the claim, or holds the certification, already.',
  valuesConfig: {
    CONFLICT: { description: 'It fails.' },
    UPDATE: { description: 'It changes the fields that it contains.' },
  },
});
