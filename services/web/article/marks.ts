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
