import { FeedError } from './feed.ts';

/** Real feeds nest below 40, pages inside unescaped descriptions below 200; parsers slow down or overflow far above. */
const MAX_DEPTH = 400;

/** HTML elements that nobody closes; mending closes them. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr']);

/** The first element of a document, its name as written and where it starts; null where there is none. */
export function rootElement(xml: string): { name: string; at: number } | null {
  for (const tag of tags(xml)) if (!tag.closes) return tag;
  return null;
}

/**
 * Refuses a document before any parser sees it when its elements nest absurdly deep.
 *
 * @throws FeedError `too-deep`
 */
export function checkDepth(xml: string): void {
  const open: string[] = [];
  for (const { name, closes, empty } of tags(xml)) {
    if (closes) {
      const at = open.lastIndexOf(name);
      if (at >= 0) open.length = at;
    } else if (!empty && !VOID.has(name.toLowerCase())) {
      open.push(name);
      if (open.length > MAX_DEPTH) {
        const advice = 'No real feed is built like this; remove it or ask its publisher';
        throw new FeedError(
          'too-deep',
          `The document nests its elements more than ${MAX_DEPTH} deep. ${advice}.`,
        );
      }
    }
  }
}

interface Tag {
  name: string;
  at: number;
  closes: boolean;
  empty: boolean;
}

/** Walks a document's tags in linear time, stepping over comments, CDATA, instructions and declarations. */
function* tags(xml: string): Generator<Tag> {
  const name = /[A-Za-z_][\w:.-]{0,80}/y;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const end = skipped(xml, at);
    if (end !== null) {
      if (end < 0) return;
      at = end;
      continue;
    }
    const closes = xml[at + 1] === '/';
    name.lastIndex = at + (closes ? 2 : 1);
    const found = name.exec(xml)?.[0];
    if (!found) {
      at += 1;
      continue;
    }
    const close = xml.indexOf('>', name.lastIndex);
    yield { name: found, at, closes, empty: close > 0 && xml[close - 1] === '/' };
    at = name.lastIndex;
  }
}

/** Where a comment, CDATA section, instruction or declaration at `at` ends; -1 for never, null where there is none. */
function skipped(xml: string, at: number): number | null {
  const next = xml[at + 1];
  if (next === '?') return xml.indexOf('?>', at);
  if (next !== '!') return null;
  if (xml.startsWith('<!--', at)) return xml.indexOf('-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return xml.indexOf(']]>', at);
  return declarationEnd(xml, at);
}

/** A DOCTYPE may hold declarations of its own between brackets. */
function declarationEnd(xml: string, at: number): number {
  const close = xml.indexOf('>', at);
  const bracket = xml.slice(at, Math.min(close < 0 ? at : close, at + 500)).includes('[');
  return bracket ? xml.indexOf(']', at) : close;
}
