import type { Mention } from '../../../db/tags.ts';

/** A stretch of text: plain, or marked with the mentions that it holds. */
export interface Stretch {
  text: string;
  /** In reading order, the longest first where several begin together; empty for plain text. */
  mentions: Mention[];
}

/**
 * Cuts a text at its mentions. Mentions that overlap ("Huawei" in "Huawei Ascend 910C", where both are entities)
 * share one stretch: marks side by side would cut a name in two, and nested ones can't show who is meant.
 *
 * @param mentions of this text's field; offsets are UTF-16 code units in the whole text, end exclusive
 * @param offset where `text` begins in the text that the offsets count in
 */
export function cutAtMentions(text: string, mentions: Mention[], offset = 0): Stretch[] {
  const stretches: Stretch[] = [];
  const plain = (start: number, end: number) => {
    if (start < end) stretches.push({ text: text.slice(start, end), mentions: [] });
  };
  let done = 0;
  for (const group of overlapping(mentions)) {
    const start = Math.max(done, Math.min(...group.map((m) => m.startsAt)) - offset);
    const end = Math.min(text.length, Math.max(...group.map((m) => m.endsAt)) - offset);
    // Of another paragraph, or counted in a text that is not this one.
    if (start >= end) continue;
    plain(done, start);
    stretches.push({ text: text.slice(start, end), mentions: group });
    done = end;
  }
  plain(done, text.length);
  return stretches;
}

function overlapping(mentions: Mention[]): Mention[][] {
  const inOrder = mentions.toSorted((a, b) => a.startsAt - b.startsAt || b.endsAt - a.endsAt);
  const groups: Mention[][] = [];
  let end = -1;
  for (const mention of inOrder) {
    if (mention.startsAt < end) groups.at(-1)?.push(mention);
    else groups.push([mention]);
    end = Math.max(end, mention.endsAt);
  }
  return groups;
}

/** Paragraphs of a text with where they begin in it; a blank line ends one. */
export function paragraphsOf(text: string): { text: string; offset: number }[] {
  const paragraphs: { text: string; offset: number }[] = [];
  const add = (start: number, end: number) => {
    const paragraph = text.slice(start, end);
    const indent = paragraph.length - paragraph.trimStart().length;
    if (indent < paragraph.length) paragraphs.push({ text: paragraph.trim(), offset: start + indent });
  };
  let start = 0;
  for (const gap of text.matchAll(/\n[^\S\n]*\n/g)) {
    add(start, gap.index);
    start = gap.index + gap[0].length;
  }
  add(start, text.length);
  return paragraphs;
}

/** A piece of a sentence: what was named, what decided the sentiment, or the rest. */
interface Piece {
  text: string;
  kind: 'rest' | 'named' | 'cue';
}

/**
 * A sentence in pieces, with a name in it and the words that decided the sentiment towards it.
 *
 * @param at where the name begins
 * @param cues as the tagger tells them; one that does not stand in the sentence as it is told is passed over
 */
export function piecesOf(sentence: string, at: number, words: string, cues: readonly string[]): Piece[] {
  const found = [
    { start: at, end: at + words.length, kind: 'named' as const },
    ...cues.flatMap((cue) => placesOf(sentence, cue)),
  ];
  const pieces: Piece[] = [];
  const add = (start: number, end: number, kind: Piece['kind']) => {
    if (start < end) pieces.push({ text: sentence.slice(start, end), kind });
  };
  let done = 0;
  for (const { start, end, kind } of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < done) continue;
    add(done, start, 'rest');
    add(start, end, kind);
    done = end;
  }
  add(done, sentence.length, 'rest');
  return pieces;
}

/** A cue counts once for each time that it was found, but nobody tells where: every place is marked. */
const mostPlaces = 20;

function placesOf(sentence: string, cue: string) {
  const [text, sought] = [sentence.toLowerCase(), cue.toLowerCase()];
  // Some letters change their length with their case.
  if (text.length !== sentence.length || sought === '') return [];
  const places: { start: number; end: number; kind: 'cue' }[] = [];
  for (let start = text.indexOf(sought); start >= 0; start = text.indexOf(sought, start + 1)) {
    const end = start + sought.length;
    if (isWord(text, start, end)) places.push({ start, end, kind: 'cue' });
    if (places.length === mostPlaces) break;
  }
  return places;
}

const letter = /[\p{Script=Latin}\p{N}]/u;
/** Not the middle of a longer word, in scripts that part words. */
const isWord = (text: string, start: number, end: number) =>
  !(letter.test(text[start]!) && letter.test(text[start - 1] ?? '')) &&
  !(letter.test(text[end - 1]!) && letter.test(text[end] ?? ''));
