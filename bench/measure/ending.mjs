/** What a run has started ends with it, also when it is told to stop in the middle. */
const endings = new Set();
let isListening = false;
let isEnding = false;

/** Has `end` called when the process is told to stop. Gives a function that takes this back. */
export function endWith(end) {
  if (!isListening) for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  isListening = true;
  endings.add(end);
  return () => endings.delete(end);
}

async function stop(signal) {
  if (isEnding) return;
  isEnding = true;
  // What was under way fails now, one thing because of the other.
  process.on('uncaughtException', () => {});
  // What was started last may need what was started first.
  for (const end of [...endings].toReversed()) await Promise.resolve(end()).catch(() => {});
  process.exit(signal === 'SIGINT' ? 130 : 143);
}
