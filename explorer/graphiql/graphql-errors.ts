interface AnswerError {
  readonly message?: string;
  readonly extensions?: { readonly code?: string; readonly problem?: { readonly detail?: string } };
}

function errorsOf(body: object | undefined): readonly AnswerError[] {
  const errors = (body as { errors?: unknown } | undefined)?.errors;
  return Array.isArray(errors) ? errors : [];
}

/** What the first error of an answer says. */
export function graphqlDetail(body: object | undefined): string {
  const [first] = errorsOf(body);
  return first?.extensions?.problem?.detail ?? first?.message ?? '';
}

/** Whether an operation was refused for its cost, before anything of it ran. */
export function isTooCostly(body: object | undefined): boolean {
  if (body !== undefined && 'data' in body) return false;
  const [first] = errorsOf(body);
  return (
    first?.extensions?.code === 'BAD_USER_INPUT' && /^The cost of the operation /.test(graphqlDetail(body))
  );
}
