import { useEffect } from 'react';
import { addressOf } from './address.ts';

/** Milliseconds between two looks at a server that could not be reached. */
const INTERVAL_MS = 2_000;

/**
 * While a server is awaited, asks whether it is ready, by a request that does not count, and calls `onReady` whenever
 * it is.
 * @param onReady has to stay the same function from one rendering to the next.
 */
export function useRecovery(isAwaited: boolean, onReady: () => void): void {
  useEffect(() => {
    if (!isAwaited) return;
    const stopped = new AbortController();
    const { signal } = stopped;
    async function look(): Promise<void> {
      const response = await fetch(addressOf('readyz'), { signal }).catch(() => undefined);
      if (response?.ok && !signal.aborted) onReady();
    }
    const timer = setInterval(look, INTERVAL_MS);
    addEventListener('online', look, { signal });
    return () => {
      clearInterval(timer);
      stopped.abort();
    };
  }, [isAwaited, onReady]);
}
