import type { Named } from '../reading.ts';
import { overlapping, type Span } from '../text/spans.ts';
import { canSpeak, type Narration } from './narration.ts';

/** A word of English narration. */
export interface Token extends Span {
  /** in small letters */
  word: string;
}

const TOKEN = /[\p{L}\p{N}](?:[\p{L}\p{N}.’'-]*[\p{L}\p{N}])?/gu;

export function tokensIn(text: string, from: number, to: number): Token[] {
  return [...text.slice(from, to).matchAll(TOKEN)].map((match) => {
    const start = from + match.index;
    return { start, end: start + match[0].length, word: match[0].toLowerCase() };
  });
}

/** The name that shares a character with a stretch, of somebody who can speak; so all of these. */
export function nameAt(narration: Narration, { start, end }: Span): Named | undefined {
  return overlapping(narration.named, { start, end }).find(canSpeak);
}

/** The name that ends right before an offset, a possessive ending apart. */
export function nameBefore({ named, text }: Narration, at: number): Named | undefined {
  const found = overlapping(named, { start: at - 4, end: at }).findLast(canSpeak);
  return found && /^(?:['’]s?)?\s*$/.test(text.slice(found.end, at)) ? found : undefined;
}

/** The name that stands at an offset. */
export function nameBeginning({ named }: Narration, at: number): Named | undefined {
  return overlapping(named, { start: at, end: at + 1 }).find(canSpeak);
}
