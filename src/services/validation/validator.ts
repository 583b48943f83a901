import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Issue, validationProblem } from '../../errors/problem.js';
import type { InputSchema } from './fields.js';
import { isDate, isEvidenceUrl, isText } from './formats.js';
import { MAX_ISSUES, placeOf, toIssue } from './issue.js';
import { shortener } from './shortener.js';

const ajv = new Ajv2020({
  allErrors: true,
  messages: false,
  formats: { date: isDate, 'evidence-url': isEvidenceUrl, text: isText },
});

/** Compiles a schema, once, when the use case's file is loaded. What it returns throws the 422 with every issue of an input. */
export function validator(schema: InputSchema): (input: unknown) => void {
  const findIssues = issueFinder(schema);
  return (input) => refuse(findIssues(input));
}

/** Compiles a schema. What it returns lists every place where an input breaks the schema, in the schema's order. */
export function issueFinder(schema: InputSchema): (input: unknown) => Issue[] {
  const validate = ajv.compile(schema);
  const shorten = shortener(schema);
  return (given) => {
    const input = shorten ? shorten(given) : given;
    if (validate(input)) return [];
    const issues = new Map<string, Issue>();
    for (const error of validate.errors ?? []) {
      // One issue per location: further issues of an invalid type add no information.
      const place = placeOf(error);
      if (issues.has(place)) continue;
      const issue = toIssue(error, input);
      if (issue) issues.set(place, issue);
      if (issues.size === MAX_ISSUES) break;
    }
    return [...issues.values()];
  };
}

/** Throws the 422 that lists all issues, if there are any. */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw validationProblem(issues);
}
