/** As much of an OpenAPI document as the page changes. */
export interface Document {
  readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>>>
  >;
}

/** The scheme of the cookie. */
const SESSION = 'SessionAuth';

/**
 * The document for a page whose browser sends the cookie by itself. Scalar would have a field for its value, which no page
 * may read or set; a key or a token in one of the other fields has precedence over the cookie, and none is needed.
 */
export function withoutSession(document: Document): Document {
  const { [SESSION]: _, ...securitySchemes } = document.components.securitySchemes;
  const paths = mapValues(document.paths, (operations) =>
    mapValues(operations, (operation) => ({
      ...operation,
      ...(operation.security && {
        security: [{}, ...operation.security.filter((requirement) => !(SESSION in requirement))],
      }),
    })),
  );
  return { ...document, paths, components: { ...document.components, securitySchemes } };
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
