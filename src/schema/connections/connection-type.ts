import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../../services/paging/page.js';
import { PageInfo } from './page-info.js';

/** What a connection field gives: a page and a way to count the list, used only when it is asked for. */
export interface Connection<Row> {
  readonly edges: readonly { readonly node: Row; readonly cursor: string }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

/** Wraps a page; edges and cursors are only made when they are selected. */
export function toConnection<Row>(page: Page<Row>, totalCount: () => Promise<number>): Connection<Row> {
  const cursorAt = (index: number): string | null => {
    const row = page.rows.at(index);
    return row === undefined ? null : page.cursor(row);
  };
  return {
    get edges() {
      return page.rows.map((node) => ({ node, cursor: page.cursor(node) }));
    },
    nodes: page.rows,
    get pageInfo() {
      return {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: cursorAt(0),
        endCursor: cursorAt(-1),
      };
    },
    totalCount,
  };
}

/** Declares `<name>Edge` and `<name>Connection` over a node type and gives the latter. */
export function connectionType(name: string, node: () => ClassType): ClassType<object> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `A ${name} in a list, with its position.`,
  })
  class Edge {
    @Field(() => node(), { description: 'The row itself.' })
    node!: unknown;

    @Field(() => String, { description: 'Opaque position of the row in this list and order.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class ConnectionClass {
    @Field(() => [Edge], { description: 'The rows of the page, each with its position.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The rows of the page.' })
    nodes!: unknown[];

    @Field(() => PageInfo, { description: 'Where the page lies in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many rows the whole list has; counted only when asked for.' })
    totalCount!: number;
  }
  return ConnectionClass;
}
