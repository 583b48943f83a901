import { OperatorError } from '../errors/operator-error.js';

/** Converts an error of `listen` to one sentence; returns other errors unchanged. */
export function listenFailure(error: unknown, host: string, port: number): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  switch (code) {
    case 'EADDRINUSE':
      return new OperatorError(`Port ${port} of ${host} is in use: set PORT to another one.`);
    case 'EACCES':
      return new OperatorError(
        `The user of this process may not listen on port ${port}: set PORT to one from 1024 on, and have a proxy pass ${port} on to it.`,
      );
    default:
      return new OperatorError(
        `The server cannot listen on port ${port} of ${host} (${code}): set HOST to an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all of them.`,
      );
  }
}
