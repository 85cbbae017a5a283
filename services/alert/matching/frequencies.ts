import type { Lexemes } from './lexemes.ts';

/** Counts of lexemes that fall together are one; of so many different ones few of those that matter do. */
const cells = 1 << 18;
/** After so many articles all counts are halved: what was news a month ago is rare again. */
const remembered = 4096;

/** How common lexemes are in the articles seen, roughly and in 1 MB however many there are. */
export interface Frequencies {
  note(lexemes: Lexemes): void;
  /** The share of articles that have a lexeme, more than 0 and at most 1. */
  shareOf(lexeme: string): number;
}

export function createFrequencies(): Frequencies {
  const counts = new Uint32Array(cells);
  let articles = 0;
  const halve = () => {
    for (let cell = 0; cell < cells; cell++) counts[cell]! >>= 1;
    articles >>= 1;
  };
  return {
    note(lexemes) {
      for (const lexeme of lexemes.keys()) counts[cellOf(lexeme)]!++;
      if (++articles === remembered) halve();
    },
    shareOf: (lexeme) => Math.min(1, (counts[cellOf(lexeme)]! + 0.5) / (articles + 1)),
  };
}

/** FNV-1a. */
function cellOf(lexeme: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < lexeme.length; at++) hash = Math.imul(hash ^ lexeme.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (cells - 1);
}
