import { EventLoopTurns } from '../database/event-loop-turns.js';
import { isLargeResponse, textOfLargeValue } from './executor/response-size.js';

/** UTF-16 code units that are written in one turn of the event loop. */
const PIECE_UNITS = 128 * 1024;

const turns = new EventLoopTurns();

/**
 * Returns the text of a response, as `JSON.stringify` writes it, with a line feed. A large one is written in slices,
 * one in a turn of the event loop, because as a whole it would delay all other requests by tens of milliseconds.
 */
export function stringifyResult(result: { readonly data?: unknown }): string | Promise<string> {
  return isLargeResponse(result.data) ? stringifyInTurns(result) : `${JSON.stringify(result)}\n`;
}

async function stringifyInTurns(result: object): Promise<string> {
  let text = '';
  let piece = '';
  for (const part of partsOf(result)) {
    piece += part;
    if (piece.length < PIECE_UNITS) continue;
    text += piece;
    piece = '';
    await turns.next();
  }
  return `${text}${piece}\n`;
}

/** Yields the text of a value in parts: objects and lists of scalars are one part each. */
function* partsOf(value: unknown): Generator<string> {
  const known = isObject(value) ? textOfLargeValue(value) : undefined;
  if (known !== undefined) yield known;
  else if (!holdsObjects(value)) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) yield* listParts(value);
  else yield* objectParts(value);
}

function* listParts(items: readonly unknown[]): Generator<string> {
  let before = '[';
  for (const item of items) {
    yield before;
    yield* partsOf(item);
    before = ',';
  }
  yield ']';
}

function* objectParts(value: object): Generator<string> {
  let before = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* partsOf(member);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function holdsObjects(value: unknown): value is object {
  return isObject(value) && Object.values(value).some(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
