import type { Facts } from '../facts.ts';
import type { Term } from './necessary.ts';

/** For each term those that need it. */
export interface Postings<Entry> {
  add(term: Term, entry: Entry): void;
  remove(term: Term, entry: Entry): void;
  /** Sees those that need a term which the article has; one that needs several of them may be seen several times. */
  visit(facts: Facts, see: (entry: Entry) => void): void;
}

/** A text as a path of its letters, so that all beginnings of a word are found on one walk. */
interface Node<Entry> {
  next: Map<string, Node<Entry>>;
  entries: Set<Entry>;
}

export function createPostings<Entry>(): Postings<Entry> {
  const lexemes = new Map<string, Set<Entry>>();
  const stories = new Map<number, Set<Entry>>();
  const prefixes: Node<Entry> = { next: new Map(), entries: new Set() };
  return {
    add(term, entry) {
      if (term[0] === '^') nodeFor(prefixes, term.slice(1)).entries.add(entry);
      else if (term[0] === '#') addTo(stories, Number(term.slice(1)), entry);
      else addTo(lexemes, term.slice(1), entry);
    },
    remove(term, entry) {
      if (term[0] === '^') removeBelow(prefixes, term.slice(1), entry);
      else if (term[0] === '#') removeFrom(stories, Number(term.slice(1)), entry);
      else removeFrom(lexemes, term.slice(1), entry);
    },
    visit({ lexemes: own, storyId, formerStories = [] }, see) {
      for (const lexeme of own.keys()) {
        lexemes.get(lexeme)?.forEach(see);
        visitBeginnings(prefixes, lexeme, see);
      }
      if (storyId !== null) for (const id of [storyId, ...formerStories]) stories.get(id)?.forEach(see);
    },
  };
}

function addTo<Key, Entry>(sets: Map<Key, Set<Entry>>, key: Key, entry: Entry): void {
  const known = sets.get(key);
  if (known) known.add(entry);
  else sets.set(key, new Set([entry]));
}

function removeFrom<Key, Entry>(sets: Map<Key, Set<Entry>>, key: Key, entry: Entry): void {
  const known = sets.get(key);
  known?.delete(entry);
  if (known?.size === 0) sets.delete(key);
}

function nodeFor<Entry>(root: Node<Entry>, text: string): Node<Entry> {
  let node = root;
  for (const letter of letters(text)) {
    const next = node.next.get(letter) ?? { next: new Map(), entries: new Set() };
    node.next.set(letter, next);
    node = next;
  }
  return node;
}

function removeBelow<Entry>(node: Node<Entry>, text: string, entry: Entry): void {
  const next = text ? node.next.get(text[0]!) : undefined;
  if (!next) node.entries.delete(entry);
  else {
    removeBelow(next, text.slice(1), entry);
    if (next.next.size === 0 && next.entries.size === 0) node.next.delete(text[0]!);
  }
}

function visitBeginnings<Entry>(root: Node<Entry>, text: string, see: (entry: Entry) => void): void {
  let node: Node<Entry> | undefined = root;
  for (let at = 0; node; at++) {
    node.entries.forEach(see);
    node = at < text.length ? node.next.get(text[at]!) : undefined;
  }
}

/** UTF-16 code units. */
const letters = (text: string) => text.split('');
