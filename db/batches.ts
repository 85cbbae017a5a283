/** Rows per INSERT: PostgreSQL takes at most 65,535 parameters a statement and no table has more than 40 columns. */
const most = 1000;

/** Rows in groups that one INSERT can take; none for no rows. */
export function batches<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, n) =>
    rows.slice(n * most, (n + 1) * most),
  );
}
