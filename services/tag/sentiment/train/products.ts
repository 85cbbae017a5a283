/**
 * Every row of one matrix times every row of another, both `length` long: a × bᵀ. Two rows of each at a time, since loading
 * numbers costs more than multiplying them (2.7 against 1.7 thousand million products a second).
 */
export function rowProducts(a: Float32Array, b: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const rows = a.length / length;
  const columns = b.length / length;
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 2) {
    const first = row * length;
    const second = row + 1 < rows ? first + length : first;
    for (let column = 0; column < columns; column += 2) {
      const left = column * length;
      const right = column + 1 < columns ? left + length : left;
      let p = 0;
      let q = 0;
      let r = 0;
      let s = 0;
      for (let i = 0; i < length; i++) {
        const x = a[first + i]!;
        const y = a[second + i]!;
        const u = b[left + i]!;
        const v = b[right + i]!;
        p += x * u;
        q += x * v;
        r += y * u;
        s += y * v;
      }
      result[row * columns + column] = p;
      if (right !== left) result[row * columns + column + 1] = q;
      if (second === first) continue;
      result[(row + 1) * columns + column] = r;
      if (right !== left) result[(row + 1) * columns + column + 1] = s;
    }
  }
  return result;
}

/** Rows become columns. */
export function turned(matrix: Float32Array, columns: number): Float32Array<ArrayBuffer> {
  const rows = matrix.length / columns;
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = matrix[row * columns + column]!;
  return result;
}
