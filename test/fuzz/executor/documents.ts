import {
  doTypesOverlap,
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  isLeafType,
  isUnionType,
} from 'graphql';
import { argumentsText } from './arguments.js';
import type { Choice } from './choice.js';
import { schema } from './schema.js';
import { declarationsOf, valuesOf } from './variables.js';

/** A document, which operation of it is meant, and the variables of several requests. */
export interface GeneratedCase {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly requests: readonly Record<string, unknown>[];
}

/** Fields within one another. */
const MAX_DEPTH = 4;

/** Response keys that objects have a meaning for in JavaScript, and names of other fields. */
const ALIASES = [
  'a',
  'b',
  'constructor',
  '__proto__',
  '__typename',
  'toString',
  'then',
  'toJSON',
  'hasOwnProperty',
  'count',
  'name',
  'length',
];

const TYPE_CONDITIONS = ['Cat', 'Bird', 'Query', 'Mutation', 'Named', 'Pet'].map(
  (name) => schema.getType(name) as GraphQLCompositeType,
);

export function generateCase(choice: Choice): GeneratedCase {
  return new DocumentGenerator(choice).generate();
}

interface Fragment {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly text: string;
}

/** Generates one valid document. Each response key stands for one field with the same arguments everywhere. */
class DocumentGenerator {
  private readonly keys = new Map<string, string>();
  private readonly fragments: Fragment[] = [];
  private readonly flags: readonly string[];

  private readonly choice: Choice;

  constructor(choice: Choice) {
    this.choice = choice;
    const names = ['flag', 'flagOn', 'flagOff', 'flagA', 'flagB'];
    this.flags = names.slice(0, 1 + choice.below(choice.chance(10) ? names.length : 3));
  }

  generate(): GeneratedCase {
    const { choice } = this;
    choice.times(0, 3, () => this.fragment());
    const count = choice.chance(20) ? 2 + choice.below(2) : 1;
    const operations = Array.from({ length: count }, (_, n) =>
      this.operation(count > 1 || choice.chance(30) ? `O${n}` : ''),
    );
    const meant = choice.pick(operations);
    const used = this.closure(operations.map(({ text }) => text).join(' '));
    return {
      text: [...operations, ...used].map(({ text }) => text).join('\n'),
      operationName: count > 1 ? meant.name : undefined,
      requests: choice.times(3, 3, () => valuesOf(meant.variables, choice)),
    };
  }

  private operation(name: string) {
    const kind = this.choice.chance(15) ? 'mutation' : 'query';
    const type = schema.getType(kind === 'mutation' ? 'Mutation' : 'Query') as GraphQLCompositeType;
    const selections = this.selections(type, 0);
    const used = [selections, ...this.closure(selections).map(({ text }) => text)].join(' ');
    const variables = [
      ...new Set(Array.from(used.matchAll(/\$(\w+)/g), ([, variable]) => variable as string)),
    ];
    return { name, variables, text: `${kind} ${name}${declarationsOf(variables)} ${selections}` };
  }

  private fragment(): void {
    const name = this.choice.pick([`F${this.fragments.length}`, `constructor${this.fragments.length}`]);
    const type = this.choice.pick(TYPE_CONDITIONS);
    const text = `fragment ${name} on ${type.name} ${this.selections(type, 2)}`;
    this.fragments.push({ name, type, text });
  }

  /** The fragments that a text spreads, and those that they spread. */
  private closure(text: string): readonly Fragment[] {
    // Fragments only spread earlier ones.
    let seen = text;
    const used: Fragment[] = [];
    for (const fragment of this.fragments.toReversed()) {
      if (!new RegExp(`\\.\\.\\.${fragment.name}\\b`).test(seen)) continue;
      seen += fragment.text;
      used.push(fragment);
    }
    return used;
  }

  private selections(type: GraphQLCompositeType, depth: number): string {
    return `{ ${this.choice.times(1, depth === 0 ? 4 : 5, () => this.selection(type, depth)).join(' ')} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const kind = this.choice.below(10);
    if (kind === 7 && depth < MAX_DEPTH) {
      const overlapping = TYPE_CONDITIONS.filter((other) => doTypesOverlap(schema, type, other));
      const condition = this.choice.pick([undefined, type, ...overlapping]);
      const inner = this.selections(condition ?? type, depth + 1);
      return `... ${condition ? `on ${condition.name} ` : ''}${this.directives()} ${inner}`;
    }
    const spreadable = this.fragments.filter((fragment) => doTypesOverlap(schema, type, fragment.type));
    if (kind >= 8 && spreadable.length > 0)
      return `...${this.choice.pick(spreadable).name} ${this.directives()}`;
    if (kind === 6 || isUnionType(type)) return `${this.key('__typename')} ${this.directives()}`;
    if (type === schema.getQueryType() && this.choice.chance(5)) {
      return this.choice.pick([
        '__schema { queryType { name } }',
        '__type(name: "Cat") { name fields { name } }',
      ]);
    }
    return this.field(this.choice.pick(this.fieldsOf(type, depth)), depth);
  }

  private fieldsOf(type: GraphQLCompositeType, depth: number): readonly GraphQLField<unknown, unknown>[] {
    if (!('getFields' in type)) return [];
    return Object.values(type.getFields()).filter((field) => {
      const named = getNamedType(field.type);
      return isLeafType(named) || depth < MAX_DEPTH;
    });
  }

  private field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(type);
    const inner = isLeafType(named) ? '' : this.selections(named as GraphQLCompositeType, depth + 1);
    return `${this.key(name, argumentsText(args, this.choice))} ${this.directives()} ${inner}`;
  }

  /** A field with its arguments, and with its alias where it has one. */
  private key(name: string, args = ''): string {
    const field = `${name}${args}`;
    let key = this.keys.get(field);
    if (key === undefined) {
      const taken = [...this.keys.values()];
      const wanted = this.choice.chance(25) ? this.choice.pick(ALIASES) : name;
      key = taken.includes(wanted) ? `k${taken.length}` : wanted;
      this.keys.set(field, key);
    }
    return key === name ? field : `${key}: ${field}`;
  }

  private directives(): string {
    if (!this.choice.chance(20)) return '';
    const condition = () => this.choice.pick(['true', 'false', ...this.flags.map((flag) => `$${flag}`)]);
    const texts = [`@skip(if: ${condition()})`, `@include(if: ${condition()})`];
    return this.choice.chance(20) ? texts.join(' ') : this.choice.pick(texts);
  }
}
