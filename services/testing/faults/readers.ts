/** People and programs that read while things are killed. */
export interface Readers {
  /** Each answer, and each time that nobody answered (status 0). */
  log: { at: number; path: string; status: number }[];
  /** Addresses of all articles that they were ever shown. */
  seen: Set<string>;
  close(): Promise<void>;
}

const paths = [
  '/v1/articles?limit=100',
  '/',
  '/v1/search?q=entity:huawei',
  '/search?q=entity:huawei',
] as const;
const everyMs = 1000;
/** Whoever found no answer looks again soon. */
const soonMs = 100;
const patienceMs = 10_000;

/** Reads one path after another. @param origin of the web process; it need not be there yet */
export function startReaders(origin: string): Readers {
  const log: Readers['log'] = [];
  const seen = new Set<string>();
  let stopped = false;
  const read = async (path: string) => {
    const answer = await fetch(origin + path, { signal: AbortSignal.timeout(patienceMs) });
    const text = await answer.text();
    if (answer.ok && path === paths[0]) for (const url of urlsIn(text)) seen.add(url);
    return answer.status;
  };
  const done = (async () => {
    for (let nth = 0; !stopped; nth++) {
      const path = paths[nth % paths.length]!;
      const status = await read(path).catch(() => 0);
      log.push({ path, status, at: Date.now() });
      await new Promise((next) => setTimeout(next, status === 200 ? everyMs : soonMs));
    }
  })();
  return {
    ...{ log, seen },
    async close() {
      stopped = true;
      await done;
    },
  };
}

const urlsIn = (json: string) =>
  (JSON.parse(json) as { articles: { url: string | null }[] }).articles.flatMap(
    ({ url }) => url?.split('?')[0] ?? [],
  );

/**
 * Whoever reads is answered, told that there is no answer now (503), or finds nobody there: never a fault of ours. What
 * was shown once stays.
 *
 * @param known addresses in the archive at the end
 * @returns what is wrong, in words
 */
export function judgeReaders(
  { log, seen }: Pick<Readers, 'log' | 'seen'>,
  known: ReadonlySet<string>,
): string[] {
  const faults = log.filter(({ status }) => ![0, 200, 503].includes(status));
  return [
    ...faults.map(({ path, status }) => `a reader of ${path} was answered ${status}`),
    ...[...seen].filter((url) => !known.has(url)).map((url) => `a reader was shown ${url}, which is gone`),
  ];
}

/** Milliseconds from a moment until a reader was answered; null where none was after it. */
export function answeredAfter(log: Readers['log'], moment: number): number | null {
  const first = log.find(({ at, status }) => at >= moment && status === 200);
  return first ? first.at - moment : null;
}
