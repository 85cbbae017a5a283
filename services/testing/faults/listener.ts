/** A reader of the alerts’ stream that comes back, as browsers do, whenever its line breaks. */
export interface Listener {
  /** Numbers of the notices, in the order in which they came. */
  heard: number[];
  /** Times that it had to come back. */
  returned(): number;
  close(): Promise<void>;
}

const waitMs = 250;

/** @param origin of the web process; it need not be there yet */
export function startListener(origin: string): Listener {
  const heard: number[] = [];
  const stopped = new AbortController();
  let opened = 0;
  const listen = async () => {
    const answer = await fetch(`${origin}/v1/alerts/stream?after=0`, {
      headers: heard.length > 0 ? { 'last-event-id': `${heard.at(-1)}` } : {},
      signal: stopped.signal,
    });
    if (!answer.ok || !answer.body) return;
    opened += 1;
    let rest = '';
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n');
      rest = events.pop()!; // an event that was cut off is not one
      for (const event of events) {
        const id = /^id: (\d+)$/m.exec(event)?.[1];
        if (id) heard.push(Number(id));
      }
    }
  };
  const done = (async () => {
    while (!stopped.signal.aborted) {
      await listen().catch(() => {});
      await new Promise((again) => setTimeout(again, waitMs));
    }
  })();
  return {
    heard,
    returned: () => Math.max(0, opened - 1),
    async close() {
      stopped.abort();
      await done;
    },
  };
}

/** A stream without gap brings every notice once and in order. @returns what it did not, in words */
export function judgeHeard(heard: readonly number[], noticeIds: readonly number[]): string[] {
  const known = new Set(heard);
  const ids = new Set(noticeIds);
  const missed = noticeIds.filter((id) => !known.has(id));
  const unknown = heard.filter((id) => !ids.has(id));
  const back = heard.filter((id, nth) => nth > 0 && id <= heard[nth - 1]!);
  return [
    ...missed.map((id) => `the stream missed notice ${id}`),
    ...unknown.map((id) => `the stream told of notice ${id}, which is not in the archive`),
    ...back.map((id) => `the stream brought notice ${id} again or late`),
  ];
}
