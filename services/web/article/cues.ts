/** Words that judge nobody by themselves, in lower case. */
const stopWords = new Set([
  ...'a about after all also an and any are as at be been before being between both by can could did do does'.split(
    ' ',
  ),
  ...'during each for from had has have he her his how i if in into is it its itself may more most new of on'.split(
    ' ',
  ),
  ...'one or other our out over own said say says she should so some such text than that the their them then'.split(
    ' ',
  ),
  ...'there these they this those through to under up upon was we were what when where which while who whose'.split(
    ' ',
  ),
  ...'will with would year years you your'.split(' '),
  ...'的 地 得 了 着 过 和 与 及 或 而 并 且 也 又 都 就 还 在 是 为 对 从 以 于 之 其 该 这 那 此 个 等 中 上 下'.split(
    ' ',
  ),
  ...'将 把 向 由 所 有 我 你 他 她 它 们 我们 他们 它们 一个 一种 这个 那个 以及 并且 因为 所以 如果 可以'.split(
    ' ',
  ),
]);
const word = /[\p{L}\p{N}]+/gu;
const wordsOf = (text: string): string[] => text.toLowerCase().match(word) ?? [];

/**
 * Of the words that decided a sentiment those that say something: not words that any sentence has, nor a name of the
 * one that was judged.
 *
 * @param names of the entity, and as the article writes it
 */
export function tellingCues(cues: readonly string[], names: readonly string[]): string[] {
  const empty = new Set([...stopWords, ...names.flatMap(wordsOf)]);
  return cues.filter((cue) => wordsOf(cue).some((each) => !empty.has(each)));
}
