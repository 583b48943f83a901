/** Where the published API family has these operations. */
export const REST_BASE = '/certifications/api/v1';
