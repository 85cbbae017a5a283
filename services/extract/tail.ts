import { squeeze } from './metadata/text.ts';
import {
  cookieNotice,
  disclaimer,
  followLine,
  ownVoice,
  pointer,
  pointerAlone,
  promotion,
  readerVoice,
  staffLine,
  syndication,
} from './phrases.ts';
import type { Paragraph } from './render.ts';

export interface Tail {
  paragraphs: Paragraph[];
  syndicatedFrom: string | null;
}

/** Cuts the note that names the first publisher, with the little that follows it, and keeps the name. */
export function cutSyndication(paragraphs: Paragraph[]): Tail {
  const at = paragraphs.findLastIndex((paragraph) => sourceIn(paragraph.text) !== null);
  const note = paragraphs[at];
  if (!note) return { paragraphs, syndicatedFrom: null };
  const sum = (some: Paragraph[]) => some.reduce((total, { good }) => total + good, 0);
  const after = paragraphs.slice(at + 1);
  // At the article's head the note stands alone; at its end what follows is the copier's own.
  const kept = sum(after) < 0.25 * sum(paragraphs) ? [] : after;
  return { paragraphs: [...paragraphs.slice(0, at), ...kept], syndicatedFrom: sourceIn(note.text) };
}

/** The publisher that a note such as "This article originally appeared in the NAME (N), the …" names. */
export function sourceIn(text: string): string | null {
  if (text.length > 500) return null;
  const line = squeeze(text);
  for (const pattern of syndication) {
    const rest = pattern.exec(line)?.[1];
    if (rest) return nameAtStart(rest);
  }
  return null;
}

function nameAtStart(rest: string): string | null {
  const name = rest
    // A capital article is part of the name (The Verge), a small one is not (the Financial Times).
    .replace(/^(?:the|der|die|das|le|la|el)\s+(?=\p{Lu})/u, '')
    .replace(/\s*[()（）[\]【】].*$/, '')
    .replace(
      /(?:[,，。;；:：…]|\.(?=\s|$)|\s[–—-]\s|\s(?:on|in|under|and|as|at|with|by|am|im|und|le|el)\s).*$/u,
      '',
    )
    .trim();
  return /\p{L}/u.test(name) && name.length <= 80 ? name : null;
}

/** True for a paragraph in which the publisher offers the reader something of its own: a newsletter, an app. */
export function isPromotion({ text }: Paragraph): boolean {
  if (text.length > 600 || /[“"„«「].{20,}[”"“»」]/.test(text)) return false;
  if (text.length <= 300 && followLine.test(text)) return true;
  if (cookieNotice.test(text)) return true;
  const offers = text.match(promotion)?.length ?? 0;
  if (offers === 0) return false;
  const voices = Number(ownVoice.test(text)) + Number(readerVoice.test(text));
  return offers + voices >= 3;
}

/** True for "Read more: title", and for a label before the page's own title. */
export function isPointer({ text }: Paragraph, title: string | null): boolean {
  if (text.length > 300) return false;
  if (pointer.test(text) || pointerAlone.test(text)) return true;
  const [, label = '', rest = ''] = /^([^:：]{2,30})[:：]\s*(.+)$/s.exec(text) ?? [];
  return label !== '' && title !== null && fold(rest) === fold(title);
}

/** True for a line on who edited the text, and for a disclaimer. */
export function isImprint({ text }: Paragraph): boolean {
  return (text.length <= 160 && staffLine.test(text)) || (text.length <= 600 && disclaimer.test(text));
}

/** True for the heading that repeats the article's title. */
export function isTitle({ text, tag }: Paragraph, title: string | null): boolean {
  return title !== null && /^h[1-3]$/.test(tag) && fold(text) === fold(title);
}

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
