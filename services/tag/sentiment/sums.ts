/** The sums that a network is made of, as plain loops. */

/** Four sums at a time: one would have to wait for itself. */
export function dot(a: Float64Array, from: number, b: Float64Array, start: number, length: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    p += a[from + i]! * b[start + i]!;
    q += a[from + i + 1]! * b[start + i + 1]!;
    r += a[from + i + 2]! * b[start + i + 2]!;
    s += a[from + i + 3]! * b[start + i + 3]!;
  }
  for (; i < length; i++) p += a[from + i]! * b[start + i]!;
  return p + q + r + s;
}

export function addTimes(
  sums: Float64Array,
  to: number,
  parts: Float64Array,
  from: number,
  length: number,
  factor: number,
): void {
  for (let i = 0; i < length; i++) sums[to + i]! += factor * parts[from + i]!;
}
