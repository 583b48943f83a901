import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../../services/pagination/page.js';
import { PageInfo } from './page-info.js';

/** The value of an edge. */
export interface Edge<Row> {
  readonly node: Row;
  /** Opaque position in the list. */
  readonly cursor: string;
}

/**
 * The value of a connection field: a page and a function that counts the list, called only if the count is selected. Edges and
 * cursors are made when they are selected, once for all aliases. It is a class on purpose: a literal with getters is a shape of
 * its own each time, and V8 keeps what its getters hold until the next full collection.
 */
export class Connection<Row> {
  private made: readonly Edge<Row>[] | undefined;

  constructor(
    private readonly page: Page<Row>,
    readonly totalCount: () => Promise<number>,
  ) {}

  get nodes(): readonly Row[] {
    return this.page.rows;
  }

  get edges(): readonly Edge<Row>[] {
    this.made ??= this.page.rows.map((node) => new PageEdge(node, this.page));
    return this.made;
  }

  get pageInfo(): PageInfo {
    const { hasNextPage, hasPreviousPage } = this.page;
    return { hasNextPage, hasPreviousPage, startCursor: this.cursorAt(0), endCursor: this.cursorAt(-1) };
  }

  private cursorAt(index: number): string | null {
    const row = this.page.rows.at(index);
    return row === undefined ? null : this.page.cursor(row);
  }
}

class PageEdge<Row> implements Edge<Row> {
  private made: string | undefined;

  constructor(
    readonly node: Row,
    private readonly page: Page<Row>,
  ) {}

  get cursor(): string {
    this.made ??= this.page.cursor(this.node);
    return this.made;
  }
}

/** Declares `<name>Connection` and `<name>Edge` over a node type. */
export function connectionTypes(
  name: string,
  node: () => ClassType,
): { readonly connection: ClassType<object>; readonly edge: ClassType<object> } {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `A ${name} in a list, with its position.`,
  })
  class EdgeClass {
    @Field(() => node(), { description: 'The row itself.' })
    node!: unknown;

    @Field(() => String, { description: 'Opaque position of the row in this list and order.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class ConnectionClass {
    @Field(() => [EdgeClass], { description: 'The rows of the page, each with its position.' })
    edges!: EdgeClass[];

    @Field(() => [node()], { description: 'The rows of the page.' })
    nodes!: unknown[];

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Number of rows of the whole list; counted only if it is selected.' })
    totalCount!: number;
  }
  return { connection: ConnectionClass, edge: EdgeClass };
}
