import { diffArrays } from 'diff';

/** A stretch of words that both versions have, or only the newer (`added`) or the older one (`removed`). */
export interface Change {
  op: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond so many differences the search for the fewest is given up and all of it counts as replaced. */
const mostEdits = 1500;

/** A word with the space after it; a Chinese character stands for itself. */
const token = /\p{Script=Han}|[^\s\p{Script=Han}]+[^\S\n]*|\s+/gu;

/**
 * How an older text became a newer one, word by word, Chinese character by character; joining what is `same` and
 * `removed` gives the older one, `same` and `added` the newer. Paragraphs are compared first, so that the work grows
 * with what has changed and not with the text.
 */
export function changesBetween(older: string, newer: string): Change[] {
  const changes: Change[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    for (const change of wordChanges(removed, added)) append(changes, change);
    removed = '';
    added = '';
  };
  for (const { op, text } of sequenceChanges(paragraphsOf(older), paragraphsOf(newer))) {
    if (op === 'removed') removed += text;
    else if (op === 'added') added += text;
    else {
      settle();
      append(changes, { op, text });
    }
  }
  settle();
  return changes;
}

/** How many words (Chinese: characters) came and went. */
export function countChanges(changes: readonly Change[]): { added: number; removed: number } {
  const words = (op: Change['op']) =>
    changes
      .filter((change) => change.op === op)
      .flatMap(({ text }) => (text.match(token) ?? []).filter((word) => word.trim() !== '')).length;
  return { added: words('added'), removed: words('removed') };
}

const paragraphsOf = (text: string) => text.match(/[^\n]+\n*|\n+/g) ?? [];

const wordChanges = (older: string, newer: string) =>
  sequenceChanges(older.match(token) ?? [], newer.match(token) ?? []);

function sequenceChanges(older: string[], newer: string[]): Change[] {
  const found = diffArrays(older, newer, { maxEditLength: mostEdits });
  if (!found) return replaced(older.join(''), newer.join(''));
  return found.map(({ added, removed, value }) => ({
    op: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

const replaced = (older: string, newer: string): Change[] =>
  [
    { op: 'removed' as const, text: older },
    { op: 'added' as const, text: newer },
  ].filter(({ text }) => text !== '');

function append(changes: Change[], change: Change): void {
  const last = changes.at(-1);
  if (last?.op === change.op) last.text += change.text;
  else changes.push({ ...change });
}
