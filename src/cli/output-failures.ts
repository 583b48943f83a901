/**
 * Handles failures of writing to stdout and stderr, which would end the process with a stack. A reader that has closed
 * its end, as in `claims keys list | head -1`, needs no more output; a result that cannot be written makes the command
 * fail.
 */
export function takeOutputFailures(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    process.stderr.write(`claims: The result cannot be written to stdout: ${error.message}.\n`);
  });
  process.stderr.on('error', () => undefined);
}
