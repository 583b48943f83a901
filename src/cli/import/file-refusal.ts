import { OperatorError } from '../../errors/operator-error.js';

/** The sentence about a file that is refused as a whole. */
export function fileRefusal(path: string, reason: string): OperatorError {
  return new OperatorError(`${path} ${reason}; nothing was imported.`);
}

/** The same about one of its lines. */
export function lineRefusal(path: string, line: number, reason: string): OperatorError {
  return new OperatorError(`${path}, line ${line}: ${reason}; nothing was imported.`);
}
