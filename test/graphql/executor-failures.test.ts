import * as fc from 'fast-check';
import {
  buildSchema,
  execute,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';
import { SEED } from '../support/fuzz-seed.js';

/** Whatever resolvers do, failures end where graphql-js lets them end. */

const schema = buildSchema(`
  type Query { t: T u: T! list: [T] strict: [T!] strictest: [T!]! }
  type T { n: Int m: Int! t: T u: T! list: [T] strict: [T!] numbers: [Int!] e: E f: E! }
  enum E { A B }
`);
const executor = new Executor(schema);

/** What one field does when it is asked for. */
const behaviour = fc.constantFrom(
  'value',
  'value',
  'value',
  'value',
  'null',
  'undefined',
  'throw',
  'problem',
  'error',
  'wrong',
);
const manner = fc.constantFrom('now', 'now', 'later', 'function');

interface Script {
  readonly behaviours: readonly string[];
  readonly manners: readonly string[];
}

/** A value whose fields behave by the script, one after the other in the order in which they are made. */
class Actor {
  private turn = 0;

  private readonly script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  source(depth: number, mayWait = true): object {
    const source: Record<string, unknown> = {};
    for (const name of ['n', 'm', 't', 'u', 'list', 'strict', 'strictest', 'numbers', 'e', 'f']) {
      const turn = this.turn++;
      const behave = this.script.behaviours[turn % this.script.behaviours.length] as string;
      const manner = this.script.manners[turn % this.script.manners.length];
      const act = () => this.act(name, behave, depth, mayWait);
      if (manner === 'later' && mayWait) {
        source[name] = () => Promise.resolve().then(act);
      } else if (manner === 'function') {
        source[name] = act;
      } else {
        Object.defineProperty(source, name, { get: act });
      }
    }
    return source;
  }

  private act(name: string, behave: string, depth: number, mayWait: boolean): unknown {
    switch (behave) {
      case 'value':
        return this.value(name, depth, mayWait);
      case 'null':
        return null;
      case 'undefined':
        return undefined;
      case 'throw':
        throw new Error(`${name} throws`);
      case 'problem':
        throw new GraphQLError(`${name} has a problem`, { extensions: { code: 'SOME' } });
      case 'error':
        return new Error(`${name} is an error`);
      default:
        return 'wrong';
    }
  }

  private value(name: string, depth: number, mayWait: boolean): unknown {
    if (name === 'n' || name === 'm') return depth;
    if (name === 'e' || name === 'f') return 'A';
    if (name === 'numbers') return mayWait ? [1, depth, Promise.resolve(3)] : new Set([1, depth]);
    if (depth === 0) return null;
    if (name === 't' || name === 'u') return this.source(depth - 1, mayWait);
    // Items that fail at once beside others that fail later would cause a rejection in graphql-js that has no
    // handler and ends the process: below lists everything happens at once.
    return [this.source(depth - 1, false), this.source(depth - 1, false), null];
  }
}

const LEAVES = 'n m numbers e f __typename';
const inner = `${LEAVES} t { ${LEAVES} } u { ${LEAVES} } list { ${LEAVES} } strict { m n }`;
const document = parse(
  `{ t { ${inner} list { ${inner} } } u { ${inner} } list { ${inner} } strict { ${inner} } strictest { m n } }`,
);

/** The root's fields have no resolvers in a schema that is built from text. */
function withRoot(source: object) {
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const field of Object.values(fields)) {
    field.resolve = () => {
      const value = (source as Record<string, unknown>)[field.name];
      return typeof value === 'function' ? value() : value;
    };
  }
}

it('gives the same for resolvers of every kind', async () => {
  const script = fc.record({
    behaviours: fc.array(behaviour, { minLength: 3, maxLength: 40 }),
    manners: fc.array(manner, { minLength: 3, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(script, async (one) => {
      withRoot(new Actor(one).source(2));
      const expected = await execute({ schema, document });
      withRoot(new Actor(one).source(2));
      const operation = getOperationAST(document) as OperationDefinitionNode;
      const given = await executor.execute({
        operation: ParsedOperation.of(document, operation),
        variables: {},
        context: undefined,
      });
      expect(JSON.stringify(given.data)).toEqual(JSON.stringify(expected.data));
      expect(JSON.stringify(given.errors)).toEqual(JSON.stringify(expected.errors));
    }),
    { numRuns: 500, seed: SEED },
  );
}, 60_000);
