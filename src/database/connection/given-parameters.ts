import { OperatorError } from '../../errors/operator-error.js';
import { parseConnectionUrl } from './connection-url.js';
import { parameterNamed, parameterNames, refusal } from './parameters.js';

/**
 * The parameters of a URL, each checked by itself. Throws the problem as a part of a sentence about the URL.
 */
export function readConnectionUrl(url: string): ReadonlyMap<string, string> {
  const parameters = parseConnectionUrl(url);
  for (const [name, value] of parameters) {
    const reason = refusal(name, value);
    if (reason) throw new Error(`its parameter ${name} ${reason}`);
  }
  return parameters;
}

/** The parameters of a connection: the URL's, and from the environment those that it omits. */
export class GivenParameters {
  private constructor(
    private readonly values: ReadonlyMap<string, string>,
    private readonly variables: ReadonlyMap<string, string>,
    /** Name of the variable that contains the URL. */
    readonly source: string,
  ) {}

  /** Throws one sentence that names the invalid variable, or the parameter of the one that contains the URL. */
  static read(url: string, environment: NodeJS.ProcessEnv, source: string): GivenParameters {
    const values = new Map<string, string>();
    const variables = new Map<string, string>();
    for (const name of parameterNames) {
      const variable = parameterNamed(name)?.variable;
      const value = variable === undefined ? undefined : environment[variable];
      if (variable === undefined || value === undefined || value === '') continue;
      values.set(name, value);
      variables.set(name, variable);
    }
    try {
      for (const [name, value] of readConnectionUrl(url)) {
        values.set(name, value);
        variables.delete(name);
      }
    } catch (error) {
      throw new OperatorError(`The environment variable ${source} is wrong: ${(error as Error).message}.`);
    }
    for (const [name, variable] of variables) {
      const reason = refusal(name, values.get(name) ?? '');
      if (reason) throw new OperatorError(`The environment variable ${variable} ${reason}.`);
    }
    return new GivenParameters(values, variables, source);
  }

  /** The value of a parameter; an empty one counts as none. */
  get(name: string): string | undefined {
    return this.values.get(name) || undefined;
  }

  /** Where a parameter was given, for sentences; for one that was not, where it would be. Begins with "the". */
  label(name: string): string {
    const variable = this.variables.get(name);
    return variable ? `the environment variable ${variable}` : `the parameter ${name} of ${this.source}`;
  }
}

/** A sentence that begins with the label of a parameter. */
export function parameterError(label: string, reason: string): OperatorError {
  return new OperatorError(`${label.replace(/^t/, 'T')} ${reason}.`);
}
