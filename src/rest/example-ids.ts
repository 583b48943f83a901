/** GTIN-14 of the product that examples of the OpenAPI document name: the first one of the demo. */
export const EXAMPLE_GTIN = '09520000000011';

/** Code of the claim that examples name. The demo has it, and the product above does not carry it there. */
export const EXAMPLE_CLAIM_CODE = 'NON_GMO';

/** Id of that claim in the examples; served documents name that of the claim that is stored (`openapi/examples.ts`). */
export const EXAMPLE_CLAIM_ID = 'WmsG2qe2XXxacqiqo2MfnY';

/** Id of the certification that examples name, as the demo has it. The product above does not hold it there. */
export const EXAMPLE_CERTIFICATION_ID = '2JK8Z5fYb6PgR85eN7QfqA';

/** Id of a certification that the product holds in the demo. */
export const EXAMPLE_HELD_CERTIFICATION_ID = '2JK8Z5fYbZAZcSZGSvSpXz';

/** Id of the certification body that examples name, as the demo has it. */
export const EXAMPLE_CERTIFICATION_BODY_ID = '2JK8Z5fYbg36fYqnHZFHnz';
