import { rounded } from './figures.ts';

/** The sentiment of one article towards an entity, −1…1, and when it was published. */
export interface Score {
  at: Date;
  score: number;
}

/** Scores of a stretch of time. */
export interface Mean {
  /** Null of none. */
  mean: number | null;
  n: number;
}

/**
 * Scores by time, of which means over any stretch are asked: a look costs a search, and a new score what lies after it, so
 * that a back-test can let them grow by one and look at each.
 */
export class Scores {
  readonly #times: number[] = [];
  readonly #values: number[] = [];
  /** Sums of the values before each place. */
  readonly #sums: number[] = [0];

  constructor(scores: Iterable<Score> = []) {
    for (const score of [...scores].sort((a, b) => a.at.getTime() - b.at.getTime())) this.add(score);
  }

  add({ at, score }: Score): void {
    const place = this.#after(at.getTime());
    this.#times.splice(place, 0, at.getTime());
    this.#values.splice(place, 0, score);
    for (let each = place; each < this.#values.length; each++)
      this.#sums[each + 1] = this.#sums[each]! + this.#values[each]!;
  }

  /** Over those after one moment and not after the other, in milliseconds. */
  mean(after: number, until: number): Mean {
    const [from, to] = [this.#after(after), this.#after(until)];
    const n = to - from;
    return n > 0 ? { mean: rounded((this.#sums[to]! - this.#sums[from]!) / n), n } : { mean: null, n: 0 };
  }

  /** The time of the first one after a moment, in milliseconds; null where there is none. */
  firstAfter(moment: number): number | null {
    return this.#times[this.#after(moment)] ?? null;
  }

  /** How many are not after a moment. */
  #after(moment: number): number {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! > moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
