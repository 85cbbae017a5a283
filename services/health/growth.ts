/** How many articles were on their way over the last minutes, as whoever asked for it saw. */
export interface Growth {
  /** Notes how many there are, and says how many there were about `seconds` ago; null where nobody looked then. */
  since(waiting: number, steadyMs: number): { before: number; seconds: number } | null;
}

const spanMs = 600_000;
const apartMs = 30_000;

export function watchGrowth(): Growth {
  let seen: { waiting: number; at: number }[] = [];
  return {
    since(waiting, at) {
      if (seen.length === 0 || at - seen.at(-1)!.at >= apartMs) seen.push({ waiting, at });
      // One that is older than the span is kept: it says how things were then.
      while (seen.length > 1 && at - seen[1]!.at >= spanMs) seen = seen.slice(1);
      const [first] = seen;
      if (!first || at - first.at < spanMs) return null;
      return { before: first.waiting, seconds: Math.round((at - first.at) / 1000) };
    },
  };
}
