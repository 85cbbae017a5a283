import { plain } from './lines.ts';

/** Chinese characters take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
const widthOf = (text: string) => text.length + (text.match(wide)?.length ?? 0);

/** Lines of a table, its columns as wide as they need be; what stands in its cells moves no cursor. */
export function tableOf(head: string[], rows: string[][]): string[] {
  const lines = [head, ...rows.map((row) => row.map(plain))];
  const widths = head.map((_, nth) => Math.max(...lines.map((line) => widthOf(line[nth] ?? ''))));
  return lines.map((line) =>
    line
      .map((cell, nth) => cell + ' '.repeat(widths[nth]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** `2026-11-26 09:00`, or another word where there is no moment. */
export const minuteOf = (moment: string | null, none = 'never'): string =>
  moment === null ? none : moment.slice(0, 16).replace('T', ' ');
