import { type Box, isBox, type Run, sumWeights } from './boxes.ts';
import { findCards } from './cards.ts';

/** How much of the page's sentences the parts of one kind may hold together and still be dropped. */
export type PruneLimits = Record<'drop' | 'comments' | 'meta', number>;

const dropTags = new Set(['nav', 'footer', 'aside', 'form', 'figcaption', 'fieldset', 'legend', 'caption']);

interface Reason {
  kind: keyof PruneLimits;
  /** `nav` for the tag, `.nav` for a class name's word. */
  name: string;
}

function reasonToDrop(box: Box): Reason | null {
  if (dropTags.has(box.tag)) return { kind: 'drop', name: box.tag };
  if (box.asks) return { kind: 'drop', name: 'input' };
  if (isCaption(box)) return { kind: 'meta', name: 'picture' };
  const { kind, word } = box.hint;
  if (kind === 'none' || kind === 'body') return null;
  if (kind === 'lead') return box.linked === 0 && box.good > 0 ? null : { kind: 'drop', name: `.${word}` };
  return { kind, name: `.${word}` };
}

// What stands in a box with a picture and little else is its caption.
function isCaption(box: Box): boolean {
  if (box.tag === 'figure') return box.all < 600 && !holds(box, figureText);
  if (!box.pictured || box.all > 220 || !captionBoxes.has(box.tag)) return false;
  return !holds(box, text) && countRuns(box) <= 2;
}

const captionBoxes = new Set(['div', 'span', 'center', 'dl']);
const figureText = new Set(['table', 'pre', 'blockquote', 'ul', 'ol']);
const text = new Set([...figureText, 'p', 'h1', 'h2', 'h3', 'h4']);

const holds = (box: Box, tags: Set<string>): boolean =>
  box.children.some((child) => isBox(child) && (tags.has(child.tag) || holds(child, tags)));

const countRuns = (box: Box): number =>
  box.children.reduce((sum, child) => sum + (isBox(child) ? countRuns(child) : 1), 0);

/**
 * A copy of the page without the parts whose tag or name says that they are no article text. A name that is given to
 * more of the page's sentences than its limit allows says nothing on this page (a site builder calls every paragraph
 * a widget), so it is not acted upon.
 */
export function prune(page: Box, limits: PruneLimits): Box {
  const whole = page.good || 1;
  const tooMuch = (box: Box, reason: Reason) => box.good > limits[reason.kind] * whole;
  const held = new Map<string, number>();
  gather(page, new Set(), held, tooMuch);
  const cards = findCards(page);
  const keep = (child: Box | Run): boolean => {
    if (!isBox(child)) return true;
    if (cards.has(child)) return false;
    const reason = reasonToDrop(child);
    if (!reason || tooMuch(child, reason)) return true;
    return (held.get(reason.name) ?? 0) > limits[reason.kind] * whole;
  };
  const copy = (box: Box): Box => {
    const children = box.children.filter(keep).map((child) => (isBox(child) ? copy(child) : child));
    return { ...box, children, ...sumWeights(children) };
  };
  return copy(page);
}

// Adds up the sentences under each name, an element inside another of the same name counted once.
function gather(
  box: Box,
  above: Set<string>,
  held: Map<string, number>,
  tooMuch: (box: Box, reason: Reason) => boolean,
): void {
  const reason = reasonToDrop(box);
  const name = reason && !tooMuch(box, reason) ? reason.name : undefined;
  const first = name !== undefined && !above.has(name);
  if (first) {
    held.set(name, (held.get(name) ?? 0) + box.good);
    above.add(name);
  }
  for (const child of box.children) if (isBox(child)) gather(child, above, held, tooMuch);
  if (first) above.delete(name);
}
