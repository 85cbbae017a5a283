import { writeFileSync } from 'node:fs';

/** Lines of `idf word word …`, commonest first, in quarters: that is as exact as counts of this size are. */
export function writeTable(name: string, rarities: readonly (readonly [word: string, idf: number])[]): void {
  const levels = new Map<string, string[]>();
  for (const [word, idf] of [...rarities].sort()) {
    const level = (Math.round(4 * idf) / 4).toFixed(2);
    levels.set(level, [...(levels.get(level) ?? []), word]);
  }
  const lines = [...levels]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([level, words]) => [level, ...words].join(' '));
  writeFileSync(new URL(`${name}.txt`, import.meta.url), `${lines.join('\n')}\n`);
  console.log(name, rarities.length);
}
