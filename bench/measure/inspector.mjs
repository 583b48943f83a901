/** A session with the inspector of a Node.js process on this machine that was started with `--inspect`. */
export class Inspector {
  #socket;
  #next = 0;
  #waiting = new Map();

  static async open(port) {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, {
      signal: AbortSignal.timeout(5_000),
    });
    const [{ webSocketDebuggerUrl }] = await response.json();
    const inspector = new Inspector();
    inspector.#socket = new WebSocket(webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      inspector.#socket.addEventListener('open', resolve, { once: true });
      inspector.#socket.addEventListener('error', () => reject(new Error('The inspector is not there.')), {
        once: true,
      });
    });
    inspector.#socket.addEventListener('message', ({ data }) => inspector.#receive(JSON.parse(data)));
    inspector.#socket.addEventListener('close', () => inspector.#refuse('The process has ended.'));
    return inspector;
  }

  /** Calls a method of the inspector's protocol. */
  call(method, params = {}) {
    const id = ++this.#next;
    if (this.#socket.readyState !== WebSocket.OPEN)
      return Promise.reject(new Error('The process has ended.'));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error(`${method} was not answered.`)), 60_000);
      this.#waiting.set(id, ({ result, error }) => {
        clearTimeout(tooLong);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
    });
  }

  #receive({ id, ...answer }) {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  /** Rejects what is in flight: a closed connection brings no answer. */
  #refuse(message) {
    for (const receive of this.#waiting.values()) receive({ error: { message } });
    this.#waiting.clear();
  }

  /** Bytes of the heap that are in use once everything that can be freed is. */
  async heapInUse() {
    await this.call('HeapProfiler.enable');
    // What the first collection has finalized is freed by the second.
    for (let i = 0; i < 2; i++) await this.call('HeapProfiler.collectGarbage');
    const { result } = await this.call('Runtime.evaluate', { expression: 'process.memoryUsage().heapUsed' });
    return result.value;
  }

  close() {
    this.#socket.close();
  }
}
