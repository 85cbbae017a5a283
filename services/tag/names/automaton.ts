/**
 * Aho-Corasick over UTF-16 code units: every occurrence of every pattern in one pass, in time that depends on the
 * text and the occurrences, not on the number of patterns.
 */

/** A built automaton. Patterns and text must be folded the same way beforehand. */
export interface Automaton {
  /**
   * Calls `found` for every occurrence of every pattern, by ascending end; `end` is exclusive.
   *
   * @param unitAt gives the folded code unit at an index
   */
  scan(length: number, unitAt: (index: number) => number, found: Found): void;
}

export type Found = (pattern: number, start: number, end: number) => void;

/** The trie while it is built: one map per node, dropped once packed. */
interface Trie {
  children: Map<number, number>[];
  /** pattern that ends at a node, or -1 */
  ends: number[];
}

/**
 * Builds the automaton.
 *
 * @param patterns distinct, folded, in any number; an empty one never occurs
 */
export function automaton(patterns: readonly string[]): Automaton {
  const trie = buildTrie(patterns);
  const { fail, output } = link(trie);
  const edges = packEdges(trie);
  const ends = Int32Array.from(trie.ends);
  const lengths = Int32Array.from(patterns, (pattern) => pattern.length);

  return {
    scan(length, unitAt, found) {
      let node = 0;
      for (let i = 0; i < length; i++) {
        const unit = unitAt(i);
        let next = edges(node, unit);
        while (next < 0 && node !== 0) {
          node = fail[node]!;
          next = edges(node, unit);
        }
        node = Math.max(next, 0);
        let out = ends[node]! >= 0 ? node : output[node]!;
        for (; out > 0; out = output[out]!) {
          const pattern = ends[out]!;
          found(pattern, i + 1 - lengths[pattern]!, i + 1);
        }
      }
    },
  };
}

function buildTrie(patterns: readonly string[]): Trie {
  const trie: Trie = { children: [new Map()], ends: [-1] };
  patterns.forEach((pattern, index) => {
    if (pattern !== '') trie.ends[nodeOf(trie, pattern)] = index;
  });
  return trie;
}

function nodeOf(trie: Trie, pattern: string): number {
  let node = 0;
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern.charCodeAt(i);
    let next = trie.children[node]!.get(unit);
    if (next === undefined) {
      next = trie.children.push(new Map()) - 1;
      trie.ends.push(-1);
      trie.children[node]!.set(unit, next);
    }
    node = next;
  }
  return node;
}

/** Breadth first: where to go on when no edge fits, and the next shorter pattern ending at the same place. */
function link(trie: Trie): { fail: Int32Array; output: Int32Array } {
  const fail = new Int32Array(trie.ends.length);
  const output = new Int32Array(trie.ends.length).fill(-1);
  const queue = [...trie.children[0]!.values()];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    const back = fail[node]!;
    output[node] = trie.ends[back]! >= 0 ? back : output[back]!;
    for (const [unit, child] of trie.children[node]!) {
      fail[child] = fallback(trie, fail, back, unit);
      queue.push(child);
    }
  }
  return { fail, output };
}

function fallback(trie: Trie, fail: Int32Array, from: number, unit: number): number {
  for (let node = from; ; node = fail[node]!) {
    const next = trie.children[node]!.get(unit);
    if (next !== undefined) return next;
    if (node === 0) return 0;
  }
}

/**
 * The edges as one open-addressing table in typed arrays, the root's as a direct one: most of a text is spent at the
 * root, and the table stays small and close however many patterns there are.
 *
 * @returns the edge's target, or -1
 */
function packEdges(trie: Trie): (node: number, unit: number) => number {
  const root = new Int32Array(0x10000).fill(-1);
  for (const [unit, child] of trie.children[0]!) root[unit] = child;
  const size = 2 ** Math.ceil(Math.log2(trie.ends.length * 2 + 2));
  const mask = size - 1;
  const nodes = new Int32Array(size);
  const units = new Uint16Array(size);
  const targets = new Int32Array(size).fill(-1);
  for (let node = 1; node < trie.children.length; node++) {
    for (const [unit, child] of trie.children[node]!) {
      let slot = slotOf(node, unit) & mask;
      while (targets[slot]! >= 0) slot = (slot + 1) & mask;
      nodes[slot] = node;
      units[slot] = unit;
      targets[slot] = child;
    }
  }
  return (node, unit) => {
    if (node === 0) return root[unit]!;
    let slot = slotOf(node, unit) & mask;
    while (targets[slot]! >= 0) {
      if (nodes[slot] === node && units[slot] === unit) return targets[slot]!;
      slot = (slot + 1) & mask;
    }
    return -1;
  };
}

function slotOf(node: number, unit: number): number {
  return (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7;
}
