/**
 * A function that loads at most once in `ms` and gives everybody in between the same answer. A load that fails is
 * not remembered.
 */
export function remember<T>(ms: number, now: () => Date, load: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const at = now().getTime();
    if (last && at - last.at < ms) return last.answer;
    const answer = load();
    last = { at, answer };
    answer.catch(() => {
      if (last?.answer === answer) last = undefined;
    });
    return answer;
  };
}
