/**
 * Returns the answer, or an error if it takes longer than this number of milliseconds. An answer that has arrived while
 * this process was too busy to read it is not late.
 */
export function answeredWithin<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${milliseconds} ms`));
    // Timers come before sockets in a turn of the event loop, immediates after them.
    const timer = setTimeout(() => setImmediate(late), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
