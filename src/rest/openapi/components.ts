import { claimCategory } from '../../services/claims/list-claims-by-page.js';
import { certificationEventAction } from '../../services/history/list-certification-events.js';
import { claimEventAction } from '../../services/history/list-claim-events.js';
import * as fields from '../../services/validation/fields.js';
import { certificationAssignmentOutSchema } from '../certification-assignment-out.js';
import { certificationBodyOutSchema } from '../certification-body-out.js';
import { certificationEventOutSchema } from '../certification-event-out.js';
import { certificationOutSchema } from '../certification-out.js';
import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { claimEventOutSchema } from '../claim-event-out.js';
import { claimOutSchema } from '../claim-out.js';
import { errorOutSchema } from '../error-out.js';
import type { JsonObject } from '../json-schema.js';
import { certificationAssignmentCreateIn } from '../operations/assign-certification.js';
import {
  certificationAssignmentBatchIn,
  certificationAssignmentBatchOut,
  certificationAssignmentRowIn,
  certificationAssignmentRowOut,
} from '../operations/assign-certifications.js';
import { claimAssignmentCreateIn } from '../operations/assign-claim.js';
import {
  claimAssignmentBatchIn,
  claimAssignmentBatchOut,
  claimAssignmentRowIn,
  claimAssignmentRowOut,
} from '../operations/assign-claims.js';
import { certificationBodyPageSchema } from '../operations/list-certification-bodies.js';
import { certificationEventPageSchema } from '../operations/list-certification-events.js';
import { certificationPageSchema } from '../operations/list-certifications.js';
import { claimEventPageSchema } from '../operations/list-claim-events.js';
import { claimPageSchema } from '../operations/list-claims.js';
import { certificationAssignmentUpdateIn } from '../operations/update-certification-assignment.js';
import { claimAssignmentUpdateIn } from '../operations/update-claim-assignment.js';
import { paginationMetaSchema } from '../page-out.js';

/** Schemas that have a name in the document: elsewhere in it they are referred to. */
export const namedSchemas: readonly JsonObject[] = [
  claimAssignmentCreateIn,
  claimAssignmentUpdateIn,
  claimAssignmentBatchIn,
  claimAssignmentRowIn,
  claimAssignmentBatchOut,
  claimAssignmentRowOut,
  claimAssignmentOutSchema,
  claimOutSchema,
  claimPageSchema,
  certificationAssignmentCreateIn,
  certificationAssignmentUpdateIn,
  certificationAssignmentBatchIn,
  certificationAssignmentRowIn,
  certificationAssignmentBatchOut,
  certificationAssignmentRowOut,
  certificationAssignmentOutSchema,
  certificationOutSchema,
  certificationPageSchema,
  certificationBodyOutSchema,
  certificationBodyPageSchema,
  paginationMetaSchema,
  claimEventOutSchema,
  claimEventPageSchema,
  certificationEventOutSchema,
  certificationEventPageSchema,
  errorOutSchema,
];

/** Enumerations, which the services validate with and only the document describes. */
export const namedEnumerations: ReadonlyMap<JsonObject, { title: string; description: string }> = new Map([
  [
    fields.claimSource as JsonObject,
    {
      title: 'ClaimSourceEnum',
      description:
        'Who asserts that a product carries a claim.\n\n' +
        '- `BRAND_SELF_DECLARED`: the brand, without verification by others.\n' +
        '- `THIRD_PARTY_VERIFIED`: an independent body has verified it.',
    },
  ],
  [
    fields.verificationStatus as JsonObject,
    {
      title: 'VerificationStatusEnum',
      description:
        'What the writer says about a certificate. It does not follow from the dates.\n\n' +
        '- `unverified`: the certificate has not been checked.\n' +
        '- `verified`: the certificate was checked with its issuer.\n' +
        '- `expired`: the issuer lists the certificate as expired.',
    },
  ],
  [
    claimCategory as JsonObject,
    {
      title: 'ClaimCategoryEnum',
      description:
        'How claims are grouped.\n\n' +
        '- `DIETARY`: fits a way of eating, such as vegan or kosher.\n' +
        '- `INGREDIENT_ABSENCE`: made without an ingredient.\n' +
        '- `ALLERGEN_FREE`: explicitly free of an allergen.\n' +
        '- `PROCESS`: how the product was made, such as cold-pressed.\n' +
        '- `SUSTAINABILITY`: its effects on people and planet.\n' +
        '- `OTHER`: everything else.',
    },
  ],
  [
    claimEventAction as JsonObject,
    {
      title: 'ClaimEventActionEnum',
      description:
        'What happened to an assignment.\n\n' +
        '- `ASSIGNED`: the claim was assigned to the product.\n' +
        '- `UPDATED`: members of the assignment changed.\n' +
        '- `REMOVED`: the claim was taken off the product.',
    },
  ],
  [
    certificationEventAction as JsonObject,
    {
      title: 'CertificationEventActionEnum',
      description:
        "What happened to a certification's assignment.\n\n" +
        '- `ASSIGNED`: the certification was assigned to the product.\n' +
        '- `UPDATED`: members of the assignment changed.\n' +
        '- `REMOVED`: the certification was taken off the product.',
    },
  ],
]);
