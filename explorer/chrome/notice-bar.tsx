import { type ReactNode, useEffect, useState } from 'react';
import type { Notice } from './notice.ts';

interface NoticeBarProps {
  readonly notice: Notice | undefined;
  onClose(): void;
  onRetry(): void;
}

/** Tells of a state below the header, and what to do about it. */
export function NoticeBar({ notice, onClose, onRetry }: NoticeBarProps) {
  const isGood = notice?.kind === 'copied';
  return (
    <div className={`notice${isGood ? ' good' : ''}`} role="status" hidden={!notice}>
      {notice && (
        <>
          <p>{content(notice)}</p>
          {notice.kind === 'unreachable' && (
            <button type="button" className="plain" onClick={onRetry}>
              Try again
            </button>
          )}
          <button type="button" className="plain" onClick={onClose} aria-label="Close this message">
            ✕
          </button>
        </>
      )}
    </div>
  );
}

function content(notice: Notice): ReactNode {
  switch (notice.kind) {
    case 'unreachable':
      return (
        <>
          <strong>The server cannot be reached.</strong> Nothing was lost: start it again, or check your
          connection, and try once more.
        </>
      );
    case 'rate-limited':
      return <RateLimited key={notice.until} until={notice.until} detail={notice.detail} />;
    case 'too-costly':
      return (
        <>
          <strong>This query asks for too much at once.</strong> {notice.detail} Ask for smaller pages (
          <code>first: 10</code>) or fewer levels.
        </>
      );
    case 'wrong-key':
      return (
        <>
          <strong>The credential in the Headers editor is not valid.</strong> Correct it, or remove it to use
          your session.
        </>
      );
    case 'unavailable':
      return (
        <>
          <strong>The server cannot answer at the moment.</strong> {notice.detail}
        </>
      );
    case 'copied':
      return 'A link to this query was copied. It opens the query with its variables, and holds no key.';
  }
}

/** Counts down to when the quota allows a request again. */
function RateLimited({ until, detail }: { readonly until: number; readonly detail: string }) {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), 1000);
    return () => clearTimeout(timer);
  });
  if (seconds === 0) return <strong>You can send requests again.</strong>;
  return (
    <>
      <strong>Rate limit reached: wait {duration(seconds)}.</strong> {detail}
    </>
  );
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
