/** A GraphQL request as clients send it, as one JSON text. */
export function graphql(query, variables, headers = {}) {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  };
}

/** The data of an answer that has no errors. */
export function dataOf({ status, body }) {
  const { data, errors } = JSON.parse(body);
  if (status !== 200 || errors) throw new Error(`Answered ${status} ${body.slice(0, 300)}`);
  return data;
}

/** Whether a mutation was answered with data, or with an error that `isConflict` knows. */
export function createdOrConflict({ status, body }, isConflict) {
  const { errors } = JSON.parse(body);
  if (status === 200 && !errors) return 'created';
  if (errors?.length === 1 && isConflict(errors[0])) return 'conflict';
  throw new Error(`Answered ${status} ${body.slice(0, 300)}`);
}

/**
 * What the i-th of 50 documents asks for: everyone a selection of its own, so that what is known of one
 * document does not serve another.
 */
export function selectionOf(i) {
  const optional = (bit, field) => (i & bit ? [field] : []);
  return {
    product: ['gtin', ...optional(1, 'name'), ...optional(2, 'brand')],
    assignment: ['source', ...optional(4, 'validFrom'), ...optional(8, 'expirationDate')],
    claim: ['code', ...optional(16, 'label'), ...optional(32, 'category')],
  };
}

export const DOCUMENTS = 50;
