import { Connection } from '../../src/schema/connections/connection-type.js';

/** A connection of two rows, and the rows whose cursors were made. */
function connection() {
  const cursors: string[] = [];
  const cursor = (row: string) => {
    cursors.push(row);
    return `after ${row}`;
  };
  const page = { rows: ['a', 'b'], hasNextPage: false, hasPreviousPage: false, cursor };
  return { cursors, value: new Connection(page, async () => 2) };
}

it('edges whose cursors are not selected make none', () => {
  const { cursors, value } = connection();
  expect(value.edges.map(({ node }) => node)).toEqual(['a', 'b']);
  expect(cursors).toEqual([]);
});

it('the cursor of a row is made once for all aliases', () => {
  const { cursors, value } = connection();
  for (let alias = 0; alias < 3; alias++) {
    expect(value.edges.map((edge) => edge.cursor)).toEqual(['after a', 'after b']);
  }
  expect(cursors).toEqual(['a', 'b']);
});
