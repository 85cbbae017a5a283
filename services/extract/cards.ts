import { type Box, isBox } from './boxes.ts';

/**
 * Boxes that are teaser cards: three or more siblings of one make (tag and class), each with a linked line, as a
 * headline that leads elsewhere is, and at most a short sentence or two beside it. Measured on the 990 and the 130
 * public pages: precision .902 to .905 and .954 to .963, recall .952 to .950 and .921 to .916.
 */
export function findCards(page: Box): Set<Box> {
  const cards = new Set<Box>();
  const visit = (box: Box): void => {
    for (const group of groupSiblings(box)) {
      const teasers = group.filter(isTeaser);
      if (teasers.length >= 3 && teasers.length >= 0.7 * group.length)
        for (const card of teasers) cards.add(card);
    }
    for (const child of box.children) if (isBox(child) && !cards.has(child)) visit(child);
  };
  visit(page);
  return cards;
}

function groupSiblings(box: Box): Box[][] {
  const groups = new Map<string, Box[]>();
  for (const child of box.children) {
    if (!isBox(child)) continue;
    const make = `${child.tag} ${(child.element.attribs.class ?? '').split(' ')[0]}`;
    const group = groups.get(make);
    if (group) group.push(child);
    else groups.set(make, [child]);
  }
  return [...groups.values()].filter((group) => group.length >= 3);
}

function isTeaser(box: Box): boolean {
  if (box.all === 0 || box.all > 700 || box.linked < 10) return false;
  if (box.tag === 'p' || box.tag === 'tr' || box.tag === 'td') return false;
  return box.good > 0 && hasLinkedLine(box);
}

function hasLinkedLine(box: Box): boolean {
  return box.children.some((child) =>
    isBox(child)
      ? hasLinkedLine(child)
      : child.weight.linked > 0.9 * child.weight.all && child.weight.all > 15,
  );
}
