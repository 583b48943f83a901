/** The input of a use case as an API passes it on: not validated yet. */
export type UncheckedInput<Input> = { readonly [Field in keyof Input]?: unknown };
