/** JSON Schema of one use case's input, an object, or of a part of it. */
export type InputSchema = Readonly<Record<string, unknown>>;
