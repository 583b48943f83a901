import type { Issue, Problem } from './problem.js';
import { type ProblemDocument, problemDocument } from './problem-document.js';

/** The part of a request that determines the places (`loc`) of issues. */
export interface RequestParameters {
  readonly method: string;
  /** Parameters of the path, by name. */
  readonly params: unknown;
}

/** Media type of problem documents (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Renders a problem for the REST API: places start at `body`, `path` or `query`, in snake case. */
export function renderForRest(problem: Problem, request: RequestParameters): ProblemDocument {
  return problemDocument(problem, (issue) => locate(issue, request));
}

function locate({ path }: Issue, { method, params }: RequestParameters): (string | number)[] {
  const bodyOrQuery = method === 'GET' || method === 'HEAD' ? 'query' : 'body';
  const [field, ...rest] = path;
  if (field === undefined) return [bodyOrQuery];
  if (field === 'header') return ['header', ...rest];
  const name = inSnakeCase(field);
  const isParameter = typeof params === 'object' && params !== null && Object.hasOwn(params, name);
  return [isParameter ? 'path' : bodyOrQuery, name, ...rest];
}

/** The name of a member in the REST API. */
export function inSnakeCase(field: string | number): string {
  return String(field).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
