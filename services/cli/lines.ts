/** Text from articles for a terminal: no control characters, which could move its cursor, and no line breaks. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

const bold = (text: string) => `\x1b[1m${text}\x1b[22m`;

/** Text in parts, what was sought in bold on a terminal. */
export function marked(parts: readonly { text: string; hit: boolean }[], isTTY: boolean | undefined): string {
  const line = parts.map(({ text, hit }) => {
    const shown = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
    return hit && isTTY ? bold(shown) : shown;
  });
  return line.join('').trim();
}

/** `1 article`, `1,204 articles` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const barCells = 24;

/** A bar of up to 24 cells, in eighths of them; at least a sliver for more than nothing. */
export function barOf(value: number, most: number): string {
  const units = most > 0 ? Math.round((value / most) * barCells * 8) : 0;
  const shown = value > 0 ? Math.max(1, units) : 0;
  return '█'.repeat(Math.floor(shown / 8)) + eighths[shown % 8];
}

/** `+0.21`, `−0.30` */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return `${value < 0 && text !== '0.00' ? '−' : '+'}${text}`;
}
