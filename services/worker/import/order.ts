/** Does something with each of a row, several at once, and gives what it gave in their order. */
export async function* inOrder<From, To>(
  source: AsyncIterable<From>,
  atOnce: number,
  act: (from: From) => Promise<To>,
): AsyncGenerator<To, void> {
  const running: Promise<To>[] = [];
  try {
    for await (const from of source) {
      running.push(act(from));
      if (running.length >= atOnce) yield await running.shift()!;
    }
    while (running.length > 0) yield await running.shift()!;
  } finally {
    await Promise.allSettled(running);
  }
}
