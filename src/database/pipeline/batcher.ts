/** When those who wait leave. */
export interface Timetable {
  /** Most that leave together. */
  readonly most: number;
  /**
   * From so many on, waiting or under way, whoever finds others under way waits for them to be back, and leaves
   * with those who came in between.
   */
  readonly crowd: number;
  /** Longest that anybody waits so, in milliseconds. */
  readonly patience: number;
}

/**
 * Lets those who come in the same turn of the event loop leave together, at its end or as soon as they are as many
 * as may. In a crowd they may wait a moment longer, because fewer, larger groups are then served sooner.
 */
export class Departures<Traveller> {
  private waiting: Traveller[] = [];
  private groups = 0;
  private travelling = 0;
  private patience: NodeJS.Timeout | undefined;

  /** @param leave sees a group off, and says when it is back. */
  constructor(
    private readonly timetable: Timetable,
    private readonly leave: (group: Traveller[], back: () => void) => void,
  ) {}

  join(traveller: Traveller): void {
    this.waiting.push(traveller);
    if (this.waiting.length >= this.timetable.most) this.depart();
    else if (this.waiting.length === 1) setImmediate(() => this.endTurn());
  }

  private endTurn(): void {
    if (this.waiting.length === 0) return;
    const isCrowd = this.travelling + this.waiting.length >= this.timetable.crowd;
    if (this.groups === 0 || !isCrowd) this.depart();
    else this.patience ??= setTimeout(() => this.depart(), this.timetable.patience);
  }

  private depart(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
    if (this.waiting.length === 0) return;
    const group = this.waiting;
    this.waiting = [];
    this.groups += 1;
    this.travelling += group.length;
    this.leave(group, () => {
      this.groups -= 1;
      this.travelling -= group.length;
      if (this.patience) this.depart();
    });
  }
}
