import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { Actor, type Source } from './actor.js';
import { type Behaviour, placeOf } from './behaviour.js';

export function resolve(
  source: unknown,
  args: object,
  context: Behaviour,
  info: GraphQLResolveInfo,
): unknown {
  const waits = source === undefined || waitsBelow(source);
  return new Actor(placeOf(args, context, info), context, info.schema).act(info.returnType, waits);
}

function waitsBelow(source: unknown): boolean {
  return (source as Partial<Source> | null)?.waits === true;
}

export function resolveType(source: unknown): any {
  const { typeName } = Object(source);
  if (typeName === 'throws') throw new Error('No type.');
  return waitsBelow(source) && String(typeName).length % 2 === 0 ? Promise.resolve(typeName) : typeName;
}

/** A scalar whose values may be anything, or refused. */
export const moneyOf = {
  serialize(value: unknown): unknown {
    if (value === 'bad') throw new GraphQLError('Bad money.', { extensions: { code: 'BAD' } });
    if (value === 'none') return undefined;
    return value === 'nothing' ? null : value;
  },
  parseValue(value: unknown): unknown {
    if (value === 'bad') throw new GraphQLError('Bad money.');
    return value;
  },
};
