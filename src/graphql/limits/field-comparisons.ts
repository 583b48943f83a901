import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The content of a merged selection set, fragments included. */
interface Merged {
  readonly fieldsByKey: Map<string, FieldNode[]>;
  readonly fragments: Set<string>;
  fields: number;
  spreads: number;
}

/**
 * How many steps graphql-js takes at most to find out whether fields with one response key can be merged
 * (GraphQL, "Field Selection Merging"), up to a factor of two. Its rule compares each pair of such fields, and
 * their selections with one another, so that the steps grow with the square of what is repeated.
 *
 * Each selection set of the document counts once, merged with the fragments that it spreads. Selection sets of
 * several fields with one response key are merged, and count at each place where they meet:
 *
 * - pairs of fields with one response key, those that differ in name or arguments 20 times: for each, graphql-js
 *   describes a conflict
 * - fields and fragment spreads, once for each selection set that is merged
 * - fragment spreads, once for each fragment
 *
 * A selection set with nothing but one fragment spread counts as one.
 *
 * The document need not be valid.
 * @param limit steps of counting after which the result is only known to be larger than the limit.
 */
export function fieldComparisons(document: DocumentNode, limit: number): number {
  return new Counter(document, limit).count();
}

class Counter {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** Selection sets to count, those of one entry merged. */
  private readonly pending: SelectionSetNode[][] = [];
  /** Selection sets that are not merged: graphql-js examines each of them once as well. */
  private readonly counted = new Set<SelectionSetNode>();
  private total = 0;
  private steps = 0;

  constructor(
    { definitions }: DocumentNode,
    private readonly limit: number,
  ) {
    for (const definition of definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
      if ('selectionSet' in definition) this.pending.push([definition.selectionSet]);
    }
  }

  count(): number {
    for (let sets = this.pending.pop(); sets && this.steps <= this.limit; sets = this.pending.pop()) {
      this.countMerged(sets);
    }
    return this.total;
  }

  private countMerged(sets: readonly SelectionSetNode[]): void {
    if (sets.length === 1 && isSpread(sets[0])) {
      // Nothing to compare; the fragment counts by itself.
      this.total++;
      return;
    }
    const merged: Merged = { fieldsByKey: new Map(), fragments: new Set(), fields: 0, spreads: 0 };
    for (const { selections } of sets) this.collect(selections, merged);
    const { fieldsByKey, fragments, fields, spreads } = merged;
    this.total += sets.length * (fields + spreads) + fragments.size * spreads;
    for (const nodes of fieldsByKey.values()) {
      if (nodes.length > 1) this.total += comparisonsOf(nodes);
      this.await(nodes.flatMap(({ selectionSet }) => selectionSet ?? []));
    }
  }

  private await(sets: SelectionSetNode[]): void {
    const [first] = sets;
    if (!first) return;
    if (sets.length === 1) {
      if (this.counted.has(first)) return;
      this.counted.add(first);
    }
    this.pending.push(sets);
  }

  private collect(selections: readonly SelectionNode[], merged: Merged): void {
    this.steps += selections.length;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = merged.fieldsByKey.get(key);
        if (nodes) nodes.push(selection);
        else merged.fieldsByKey.set(key, [selection]);
        merged.fields++;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.collect(selection.selectionSet.selections, merged);
      } else {
        merged.spreads++;
        this.collectFragment(selection.name.value, merged);
      }
    }
  }

  private collectFragment(name: string, merged: Merged): void {
    if (merged.fragments.has(name)) return;
    merged.fragments.add(name);
    const fragment = this.fragments.get(name);
    if (fragment) this.collect(fragment.selectionSet.selections, merged);
  }
}

/** Factor for a pair of fields that cannot be merged: 0.8 instead of 0.04 microseconds. */
const CONFLICT = 20;

function comparisonsOf(nodes: readonly FieldNode[]): number {
  const alike = [...Map.groupBy(nodes, nameAndArguments).values()];
  const agreeing = alike.reduce((sum, { length }) => sum + pairs(length), 0);
  return agreeing + CONFLICT * (pairs(nodes.length) - agreeing);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Compares the text: equal arguments in another form count as different. */
function nameAndArguments({ name, arguments: given }: FieldNode): string {
  const first = given?.at(0)?.loc;
  const last = given?.at(-1)?.loc;
  return first && last ? `${name.value}(${first.source.body.slice(first.start, last.end)})` : name.value;
}

/** Whether a selection set has nothing but one fragment spread. */
function isSpread(set: SelectionSetNode | undefined): boolean {
  return set?.selections.length === 1 && set.selections[0]?.kind === Kind.FRAGMENT_SPREAD;
}
