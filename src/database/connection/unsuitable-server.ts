/** A server that answers and is not what the connection's parameters ask for. */
export class UnsuitableServer extends Error {
  /**
   * @param message what the server is or does: the rest of a sentence that begins with its name
   * @param isLast whether no other host is tried: only a server of another kind leads to the next one
   */
  constructor(
    message: string,
    readonly isLast: boolean,
  ) {
    super(message);
  }
}
