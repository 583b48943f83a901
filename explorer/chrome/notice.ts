/** A state that a person has to know of. */
export type Notice =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'rate-limited'; readonly until: number; readonly detail: string }
  | { readonly kind: 'too-costly'; readonly detail: string }
  | { readonly kind: 'wrong-key' }
  | { readonly kind: 'unavailable'; readonly detail: string }
  | { readonly kind: 'copied' };
