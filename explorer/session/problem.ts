/** What a page needs to know of a problem document (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  /** Seconds until the quota allows a request again, of a 429. */
  readonly retryAfter: number | undefined;
}

/** The problem of an answer that failed, whatever its body is. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const detail = (body as { detail?: unknown } | undefined)?.detail;
  return {
    status: response.status,
    detail: typeof detail === 'string' ? detail : `The server answered ${response.status}.`,
    retryAfter: secondsToWait(response.headers),
  };
}

/** What `Retry-After` says. */
export function secondsToWait(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
