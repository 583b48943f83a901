import { registerEnumType } from 'type-graphql';
import { claimCategories } from '../entities/claim.js';
import { claimSources } from '../entities/claim-assignment.js';

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
  description: 'How claims are grouped.',
  valuesConfig: {
    DIETARY: { description: 'Fits a way of eating: vegan, kosher.' },
    INGREDIENT_ABSENCE: { description: 'Made without an ingredient: no high-fructose corn syrup.' },
    ALLERGEN_FREE: { description: 'Explicitly free of an allergen: gluten-free.' },
    PROCESS: { description: 'How the product was made: grass-fed, cold-pressed.' },
    SUSTAINABILITY: { description: 'Effects on people and planet: fair trade, recyclable packaging.' },
    OTHER: { description: 'Everything else.' },
  },
});
