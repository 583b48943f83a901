/** pino's numbers of levels. Lines of this level and above are limited by kind. */
const WARN = 40;

/** Maximum number of kinds of lines; all others are one kind. */
const MAX_KINDS = 200;

const WINDOW_MS = 1_000;

/** Fastify's code of a response after the 503 of a request that took too long. Its message contains the URL. */
const ALREADY_ANSWERED = 'FST_ERR_REP_ALREADY_SENT';

interface Kind {
  readonly startedAt: number;
  omitted: number;
}

/**
 * Writes one warning of a kind per second, and with the next one how many were omitted: during an outage every request
 * logs the same. Unexpected failures of requests are all written, because operators look for each by its request id,
 * but those of one kind within a second without their stacks.
 */
export class LogLimiter {
  private readonly kinds = new Map<string, Kind>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Writes a line, or omits it.
   * @param args arguments of the logger's call.
   * @param level pino's number.
   * @param write writes a line.
   */
  log(args: readonly unknown[], level: number, write: (args: readonly unknown[]) => void): void {
    if (level < WARN) {
      write(args);
      return;
    }
    const line = lineOf(args);
    if (line.code === ALREADY_ANSWERED) return;
    const now = this.now();
    const name = this.nameOf(line, now);
    const kind = this.kinds.get(name);
    if (kind && now - kind.startedAt < WINDOW_MS) {
      if (line.isRequestFailure) write([{ err: { message: line.reason } }, line.message]);
      else kind.omitted += 1;
      return;
    }
    // Kinds are in the order of their last written line.
    this.kinds.delete(name);
    this.kinds.set(name, { startedAt: now, omitted: 0 });
    write(kind && kind.omitted > 0 ? [{ ...line.details, omitted: kind.omitted }, line.message] : args);
  }

  private nameOf({ kind }: Line, now: number): string {
    if (this.kinds.has(kind) || this.kinds.size < MAX_KINDS) return kind;
    const [oldest] = this.kinds;
    if (oldest && now - oldest[1].startedAt < WINDOW_MS) return 'other';
    if (oldest) this.kinds.delete(oldest[0]);
    return kind;
  }
}

interface Line {
  readonly code: unknown;
  readonly kind: string;
  readonly details: object;
  readonly message: string;
  readonly reason: string;
  readonly isRequestFailure: boolean;
}

/** The message of `handleErrors` for unexpected errors. */
const REQUEST_FAILURE = 'request failed';

function lineOf(args: readonly unknown[]): Line {
  const [first, second] = args;
  const details = typeof first === 'object' && first !== null ? first : {};
  const message = String(typeof first === 'string' ? first : (second ?? ''));
  const { err } = details as { err?: { code?: unknown; message?: unknown } };
  const reason = String(err?.message ?? '');
  return {
    code: err?.code,
    kind: `${message} ${err?.code ?? reason}`.slice(0, 200),
    details,
    message,
    reason,
    isRequestFailure: message === REQUEST_FAILURE,
  };
}
