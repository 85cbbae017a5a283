import { InvalidArgumentError } from 'commander';
import { exitCodes } from './context.ts';

// Readers of what stands behind an option, and the end of a command's help.

/** For the end of a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n\nExit codes: ${exitCodes.done} done, ${exitCodes.failed} failed, ${exitCodes.wrongUse} wrong use, ${exitCodes.interrupted} interrupted.`;
}

export const oneOf =
  (...words: string[]) =>
  (word: string): string => {
    if (!words.includes(word)) throw new InvalidArgumentError(`Choose one of: ${words.join(', ')}.`);
    return word;
  };

/** A whole number. */
export const aNumber =
  (least: number, most: number) =>
  (word: string): number => {
    const value = Number(word);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
    return value;
  };

export const severalQueries = (word: string, before: string[] = []): string[] => {
  if (before.length === 5)
    throw new InvalidArgumentError('At most 5 queries can be compared with the first.');
  return [...before, word];
};

/** The number of an alert, a channel and the like. */
export const anId = aNumber(1, Number.MAX_SAFE_INTEGER);

export const severalIds = (word: string, before: number[] = []): number[] => [...before, anId(word)];

export function articleIds(word: string, before: number[] = []): number[] {
  const id = Number(word);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('An article id is a whole number.');
  return [...before, id];
}

/** Its first moment in UTC. */
export function aDay(word: string): Date {
  const date = new Date(word);
  // 2025-02-31 would be read as a day in March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== word)
    throw new InvalidArgumentError('A day is written as 2025-01-20.');
  return date;
}

/** How triggers of alerts are written. */
export const triggerForms = [
  ...['story', 'event:TYPE[:ENTITY]', 'level:ENTITY:below|above:SCORE[:DAYS]', 'move:ENTITY:BY[:DAYS]'],
  ...['burst', 'silence:DAYS'],
];
