/** A client that takes nothing for so long is taken for gone. */
const patienceMs = 60_000;
/** Bytes handed over at once: with larger pieces a slow client would seem to take nothing. */
const piece = 65_536;

/**
 * A body made while it is sent: the next chunk is asked for only when the client has taken the last one, and the chunks
 * are given up (`return`) when it goes, or takes nothing for a minute.
 */
export function streamOf(
  chunks: AsyncGenerator<string | Uint8Array>,
  patience = patienceMs,
): ReadableStream<Uint8Array> {
  let waiting: NodeJS.Timeout | undefined;
  const pieces = piecesOf(chunks);
  const stop = async () => {
    clearTimeout(waiting);
    await pieces.return(undefined).catch(() => {});
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(waiting);
        const { done, value } = await pieces.next();
        if (done) return controller.close();
        controller.enqueue(value);
        waiting = setTimeout(() => {
          controller.error(new Error('The client takes nothing'));
          void stop();
        }, patience);
        waiting.unref();
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}

async function* piecesOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
  }
}
