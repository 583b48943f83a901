/** A server that responds and does not match the connection's parameters. */
export class UnsuitableServer extends Error {
  /**
   * @param message the kind or behaviour of the server: the rest of a sentence that starts with its name
   * @param isLast whether no other host is tried: only a server of another kind leads to the next one
   */
  constructor(
    message: string,
    readonly isLast: boolean,
  ) {
    super(message);
  }
}
