/** Numbers to learn, in rows, with what Adam needs to know of each. */
export class Parameter {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  /** rows with a gradient since the last step; undefined means all */
  readonly touched: Set<number> | undefined;

  constructor(
    readonly rows: number,
    readonly columns: number,
    start: (index: number) => number,
    sparse = false,
  ) {
    this.values = Float32Array.from({ length: rows * columns }, (_, index) => start(index));
    this.gradient = new Float32Array(this.values.length);
    this.first = new Float32Array(this.values.length);
    this.second = new Float32Array(this.values.length);
    this.touched = sparse ? new Set() : undefined;
  }

  norm(): number {
    let sum = 0;
    this.eachRange((from, to) => {
      for (let i = from; i < to; i++) sum += this.gradient[i]! ** 2;
    });
    return sum;
  }

  /** One step of Adam with the gradient times `scale`, which is then forgotten; rows without one stay as they are. */
  step(rate: number, scale: number, steps: number): void {
    const { values, gradient, first, second } = this;
    const size = (rate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    this.eachRange((from, to) => {
      for (let i = from; i < to; i++) {
        const slope = gradient[i]! * scale;
        first[i] = 0.9 * first[i]! + 0.1 * slope;
        second[i] = 0.999 * second[i]! + 0.001 * slope * slope;
        values[i] = values[i]! - (size * first[i]!) / (Math.sqrt(second[i]!) + 1e-8);
        gradient[i] = 0;
      }
    });
    this.touched?.clear();
  }

  private eachRange(act: (from: number, to: number) => void): void {
    if (!this.touched) act(0, this.values.length);
    else for (const row of this.touched) act(row * this.columns, (row + 1) * this.columns);
  }
}
