import { claimCategory } from '../../services/claims/list-claims-by-page.js';
import * as fields from '../../services/validation/fields.js';
import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { claimOutSchema } from '../claim-out.js';
import { errorOutSchema } from '../error-out.js';
import type { JsonObject } from '../json-schema.js';
import { claimAssignmentCreateIn } from '../operations/assign-claim.js';
import {
  claimAssignmentBatchIn,
  claimAssignmentBatchOut,
  claimAssignmentRowIn,
  claimAssignmentRowOut,
} from '../operations/assign-claims.js';
import { claimPageSchema, paginationMetaSchema } from '../operations/list-claims.js';
import { claimAssignmentUpdateIn } from '../operations/update-claim-assignment.js';

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
  paginationMetaSchema,
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
]);
