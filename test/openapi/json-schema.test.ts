import type { ShapeOf } from '../../src/rest/json-schema.js';

const schema = {
  type: 'object',
  required: ['code'],
  properties: {
    code: { type: 'string' },
    count: { type: 'integer' },
    kind: { type: 'string', enum: ['A', 'B'] },
    day: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    metadata: { type: 'object', additionalProperties: { type: 'string' } },
    list: { type: 'array', items: { type: 'object', properties: { flag: { type: 'boolean' } } } },
  },
} as const;

type Shape = ShapeOf<typeof schema>;

/** What the type checker says here is the test; it runs with the type check of the whole tree. */
describe('the type of what a schema describes', () => {
  const shape: Shape = {
    code: 'x',
    count: 1,
    kind: 'A',
    day: null,
    metadata: { a: 'b' },
    list: [{ flag: true }],
  };

  it('has every documented member', () => {
    const { day: _, ...incomplete } = shape;
    // @ts-expect-error A member is left out.
    const wrong: Shape = incomplete;
    expect(wrong).not.toHaveProperty('day');
  });

  it('has no other member', () => {
    // @ts-expect-error There is no such member.
    const wrong: Shape = { ...shape, colour: 'green' };
    expect(wrong).toHaveProperty('colour');
  });

  it.each([
    // @ts-expect-error No text is a number.
    { ...shape, count: '1' } satisfies Shape,
    // @ts-expect-error There is no such value.
    { ...shape, kind: 'C' } satisfies Shape,
    // @ts-expect-error A date is a text or null.
    { ...shape, day: undefined } satisfies Shape,
    // @ts-expect-error Members of the map are texts.
    { ...shape, metadata: { a: 1 } } satisfies Shape,
    // @ts-expect-error An entry lacks its member.
    { ...shape, list: [{}] } satisfies Shape,
  ])('has members of the documented types', (wrong) => {
    expect(wrong).not.toEqual(shape);
  });
});
