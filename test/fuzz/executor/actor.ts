import {
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Behaviour, placeOf } from './behaviour.js';
import { Dice } from './dice.js';

/** A parent that resolvers return. */
export interface Source {
  readonly typeName: unknown;
  /**
   * Whether anything below may be a promise. Beside an item that fails at once, graphql-js leaves rejections of
   * other items unhandled, which ends the process: below a list, all items are promises or nothing is.
   */
  readonly waits: boolean;
}

/** Decides what one field returns. */
export class Actor {
  private readonly dice: Dice;

  private readonly place: string;
  private readonly context: Behaviour;
  private readonly schema: GraphQLResolveInfo['schema'];

  constructor(place: string, context: Behaviour, schema: GraphQLResolveInfo['schema']) {
    this.place = place;
    this.context = context;
    this.schema = schema;
    this.dice = new Dice(place);
  }

  act(type: GraphQLOutputType, waits: boolean): unknown {
    const manner = waits ? this.dice.below(10) : 9;
    const result = () => (this.fails() ? this.failure() : this.value(type, waits));
    if (manner < 2) return Promise.resolve().then(result);
    return manner < 4 ? new Promise((settle) => settle(result())) : result();
  }

  private fails(): boolean {
    return this.dice.chance(this.context.failures);
  }

  private failure(): unknown {
    switch (this.dice.below(9)) {
      case 0:
        throw new Error('An error is thrown.');
      case 1:
        throw new GraphQLError('A problem.', { extensions: { code: 'SOME' }, path: ['elsewhere', 1] });
      case 2:
        throw 'A text is thrown.';
      case 3:
        throw undefined;
      case 4:
        throw new GraphQLError('A problem.', { originalError: new Error('Its cause.') });
      default:
        return this.wrong();
    }
  }

  private wrong(): unknown {
    const returned = [null, undefined, new Error('An error is returned.'), new GraphQLError('A problem.')];
    const values = [
      ...returned,
      'wrong',
      5,
      Number.NaN,
      {},
      () => 'called',
      'bad',
      'none',
      'nothing',
      [],
      new Set(),
    ];
    return this.dice.chance(10) ? brokenList() : this.dice.pick<unknown>(values);
  }

  private value(type: GraphQLOutputType, waits: boolean): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, waits);
    if (isListType(type)) return this.list(type.ofType, waits);
    if (isObjectType(type)) return this.source(type.name, waits);
    if (isAbstractType(type)) {
      const names = this.fails() ? ['Nothing', 'Query', 'Color', undefined, 5, 'throws'] : ['Cat', 'Bird'];
      return this.source(this.dice.pick<unknown>(names), waits);
    }
    switch (type.name) {
      case 'Int':
        return this.dice.pick([this.dice.below(9), '7', true]);
      case 'Color':
        return this.dice.pick(['RED', 'GREEN', 'BLUE']);
      case 'Money':
        return this.dice.pick<unknown>([5, 'text', { amount: [1] }, false]);
      case 'String':
        return this.place;
      default:
        return this.dice.pick([0, 1, 2.5 * this.dice.below(2)]);
    }
  }

  private list(type: GraphQLOutputType, waits: boolean): unknown {
    const isAsync = waits && this.dice.chance(40);
    const items = Array.from({ length: this.dice.below(4) }, (_, index) => {
      const actor = this.at(`${index}`);
      // Nothing is rejected before the item is looked at.
      return isAsync ? Promise.resolve().then(() => actor.item(type, true)) : actor.item(type, false);
    });
    return this.dice.chance(20) ? new Set(items) : items;
  }

  /** One item of a list. Only a promise may be rejected. */
  private item(type: GraphQLOutputType, isAsync: boolean): unknown {
    if (!this.fails()) return this.value(type, isAsync);
    return isAsync ? this.failure() : this.wrong();
  }

  private at(key: string): Actor {
    return new Actor(`${this.place}.${key}`, this.context, this.schema);
  }

  /** A parent whose own fields are values, getters or methods. */
  private source(typeName: unknown, waits: boolean): Source {
    const source = { typeName, waits };
    const type = this.schema.getType('Cat');
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      if (field.resolve) continue;
      const get = () => this.at(field.name).act(field.type, waits);
      const method = (args: object, context: Behaviour, info: GraphQLResolveInfo) =>
        new Actor(placeOf(args, context, info), context, this.schema).act(field.type, waits);
      Object.defineProperty(source, field.name, this.dice.chance(50) ? { get } : { value: method });
    }
    // Functions may be parents, too.
    return this.dice.chance(5)
      ? (Object.defineProperties(() => null, Object.getOwnPropertyDescriptors(source)) as never)
      : source;
  }
}

function* brokenList() {
  yield 'RED';
  throw new Error('The list breaks off.');
}
