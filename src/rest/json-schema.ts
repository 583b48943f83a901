/** A JSON value, as schemas and the document are made of. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * The type of the values that a JSON Schema describes, where every property is there. What shapes an answer
 * has this as its type, so that it cannot leave a documented member out or add one that is not documented.
 */
export type ShapeOf<Schema> = Schema extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : Schema extends { readonly anyOf: readonly (infer Branch)[] }
    ? ShapeOf<Branch>
    : Schema extends { readonly type: 'object'; readonly properties: infer Properties }
      ? { readonly [Name in keyof Properties]: ShapeOf<Properties[Name]> }
      : Schema extends { readonly type: 'object'; readonly additionalProperties: infer Member }
        ? Readonly<Record<string, ShapeOf<Member>>>
        : Schema extends { readonly type: 'array'; readonly items: infer Item }
          ? readonly ShapeOf<Item>[]
          : Schema extends { readonly type: keyof Primitives }
            ? Primitives[Schema['type']]
            : never;

interface Primitives {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly null: null;
}
