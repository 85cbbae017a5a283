/**
 * Aho-Corasick over UTF-16 code units: every occurrence of every pattern in one pass, in time that depends on the
 * text and the occurrences, not on the number of patterns.
 */
import { isLatinOrDigit } from '../text/fold.ts';

/** A built automaton. */
export interface Automaton {
  /**
   * Calls `found` for every occurrence of every pattern, by ascending end; `end` is exclusive. A pattern that begins
   * with one of the letters a to z occurs only where no Latin letter or digit stands before it.
   */
  scan(text: string, found: Found): void;
}

export type Found = (pattern: number, start: number, end: number) => void;

/** The trie while it is built: one map per node, dropped once packed. */
interface Trie {
  children: Map<number, number>[];
  /** pattern that ends at a node, or -1 */
  ends: number[];
}

/** Numbers for the folded code units, 0 for those that no pattern has. */
interface Alphabet {
  size: number;
  /** by code unit as written, inside a word and where one begins */
  inner: Uint16Array;
  opening: Uint16Array;
}

/**
 * Builds the automaton.
 *
 * @param patterns distinct once folded, in any number; an empty one never occurs
 * @param fold the folded form of each of the 65,536 code units; texts are folded by it while they are scanned
 */
export function automaton(patterns: readonly string[], fold: Uint16Array): Automaton {
  const alphabet = alphabetOf(patterns, fold);
  const { inner, opening } = alphabet;
  const { root, first, labels, ends } = packed(buildTrie(patterns, alphabet), alphabet.size);
  const size = labels.length;
  /** where to go on when no edge fits */
  const fail = new Int32Array(size);
  /** the node at which the longest pattern ends that ends here, and the longest shorter one; 0 for none */
  const longest = new Int32Array(size);
  const shorter = new Int32Array(size);
  const lengths = Int32Array.from(patterns, (pattern) => pattern.length);

  function next(from: number, number: number): number {
    for (let node = from; node !== 0; node = fail[node]!) {
      const end = first[node + 1]!;
      for (let child = first[node]!; child < end; child++) if (labels[child] === number) return child;
    }
    return root[number]!;
  }

  for (let node = 0; node < size; node++)
    for (let child = first[node]!; child < first[node + 1]!; child++) {
      const back = node === 0 ? 0 : next(fail[node]!, labels[child]!);
      fail[child] = back;
      shorter[child] = longest[back]!;
      longest[child] = ends[child]! >= 0 ? child : longest[back]!;
    }

  return {
    scan(text, found) {
      let node = 0;
      let within = false;
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        const number = within ? inner[unit]! : opening[unit]!;
        within = isLatinOrDigit(unit);
        if (node === 0 && root[number] === 0) continue;
        node = next(node, number);
        for (let out = longest[node]!; out !== 0; out = shorter[out]!) {
          const pattern = ends[out]!;
          found(pattern, i + 1 - lengths[pattern]!, i + 1);
        }
      }
    },
  };
}

/** Letters that begin a word have numbers of their own, so that most of a text is spent at the root. */
function eachNumber(text: string, { inner, opening }: Alphabet, then: (number: number, at: number) => void) {
  let within = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    then(within ? inner[unit]! : opening[unit]!, i);
    within = isLatinOrDigit(unit);
  }
}

const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const TO_CAPITAL = 0x20;

function alphabetOf(patterns: readonly string[], fold: Uint16Array): Alphabet {
  // Folded text has no capitals, so that they are free to stand for the letters that begin a word.
  const capitals = fold.map((unit) => (unit >= SMALL_A && unit <= SMALL_Z ? unit - TO_CAPITAL : unit));
  const written: Alphabet = { size: 0x10000, inner: fold, opening: capitals };
  const numbers = new Uint16Array(0x10000);
  let size = 1;
  for (const pattern of patterns)
    eachNumber(pattern, written, (unit) => {
      if (numbers[unit] === 0) numbers[unit] = size++;
    });
  const numbered = (table: Uint16Array) => table.map((unit) => numbers[unit]!);
  return { size, inner: numbered(fold), opening: numbered(capitals) };
}

function buildTrie(patterns: readonly string[], alphabet: Alphabet): Trie {
  const trie: Trie = { children: [new Map()], ends: [-1] };
  patterns.forEach((pattern, index) => {
    let node = 0;
    eachNumber(pattern, alphabet, (number) => {
      node = childOf(trie, node, number);
    });
    if (node !== 0) trie.ends[node] = index;
  });
  return trie;
}

function childOf({ children, ends }: Trie, node: number, number: number): number {
  const known = children[node]!.get(number);
  if (known !== undefined) return known;
  const child = children.push(new Map()) - 1;
  ends.push(-1);
  children[node]!.set(number, child);
  return child;
}

/** A trie in typed arrays. */
interface Packed {
  /** the root's edges by number, 0 for none */
  root: Int32Array;
  /** a node's children are those from first[node] up to first[node + 1] */
  first: Int32Array;
  /** number of the edge that leads to a node */
  labels: Uint16Array;
  /** pattern that ends at a node, or -1 */
  ends: Int32Array;
}

/**
 * Breadth first, so that children are neighbours and the nodes near the root, where most of a text is spent, share a few
 * kilobytes: between other work a scan costs what it misses in the processor's cache (a table of hashed edges took twice as
 * long there).
 */
function packed({ children, ends }: Trie, alphabet: number): Packed {
  const order = [0];
  const first = new Int32Array(children.length + 1).fill(children.length);
  const labels = new Uint16Array(children.length);
  const root = new Int32Array(alphabet);
  for (let node = 0; node < order.length; node++) {
    first[node] = order.length;
    for (const [number, child] of children[order[node]!]!) {
      labels[order.length] = number;
      if (node === 0) root[number] = order.length;
      order.push(child);
    }
  }
  return { root, first, labels, ends: Int32Array.from(order, (node) => ends[node]!) };
}
