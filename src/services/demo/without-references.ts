import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** An entity and its property that refers to another one. */
type Reference = readonly [entity: EntityClass<object>, property: string];

/** Those of the ids (UUIDs) that no row refers to. Reads at most one row per id and reference. */
export async function withoutReferences(
  entities: EntityManager,
  ids: readonly string[],
  references: readonly Reference[],
): Promise<string[]> {
  const unused = new Set(ids);
  for (const [entity, property] of references) {
    const rows: Record<string, string>[] = await entities
      .createQueryBuilder(entity)
      .select(property as never, true)
      .where({ [property]: { $in: [...unused] } } as never)
      .execute();
    for (const row of rows) unused.delete(row[property] as string);
  }
  return [...unused];
}
