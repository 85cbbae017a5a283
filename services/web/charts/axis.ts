/** A round whole number at or above `value`: the top of an axis that counts. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const tops = [1, 1.5, 2, 3, 4, 6, 8, 10].map((step) => step * power);
  return tops.find((top) => top >= value && Number.isInteger(top)) ?? value;
}

/** The widest mean that a chart's sentiment axis must hold, in quarters: an axis to ±1 would flatten every mean. */
export function sentimentReach(means: (number | null)[]): number {
  const widest = Math.max(0.25, ...means.map((mean) => Math.abs(mean ?? 0)));
  return Math.min(1, Math.ceil(widest * 4) / 4);
}

/** Labels fit on a phone up to this many. */
const mostLabels = 6;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Where a time axis gets labels, and which: months, quarters or years, whichever is the finest that fits.
 *
 * @param periods first days, `YYYY-MM-DD`, in order
 * @returns index into `periods` and the label
 */
export function timeLabels(periods: string[]): { at: number; label: string }[] {
  const monthOf = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1;
  for (const size of [1, 3, 6, 12, 24, 60, 120, 600]) {
    const starts = periods.flatMap((period, at) => {
      const before = periods[at - 1];
      const begins =
        before !== undefined && Math.floor(monthOf(period) / size) > Math.floor(monthOf(before) / size);
      // The first period begins something only where it is the first of its kind itself.
      return begins || (before === undefined && monthOf(period) % size === 0 && period.endsWith('-01'))
        ? [at]
        : [];
    });
    if (starts.length > mostLabels) continue;
    return starts.map((at, order) => ({ at, label: labelOf(periods[at]!, size, order === 0) }));
  }
  return [];
}

function labelOf(period: string, size: number, first: boolean): string {
  const year = period.slice(0, 4);
  if (size >= 12) return year;
  const month = months[Number(period.slice(5, 7)) - 1] ?? '';
  return first || month === 'Jan' ? `${month} ${year}` : month;
}
