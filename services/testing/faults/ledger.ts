import type { Standing } from '../../../db/testing/faults.ts';
import type { FaultsAlert, MadeAlert } from './alerts.ts';
import type { Shown } from './happenings.ts';
import type { Received } from './receiver.ts';

/** What a round has shown. */
export interface ShownRound {
  articles: (Shown & { url: string })[];
  feedIds: string[];
}

/** What should have come of it and did not, or came twice; empty when all is well. */
export interface Verdict {
  lost: string[];
  doubled: string[];
}

/** Each happening of a round that an alert is to tell of, by the addresses of its articles. */
export function expected(round: ShownRound, alert: FaultsAlert): Map<string, Set<string>> {
  const happenings = new Map<string, Set<string>>();
  for (const { happening, about, url } of round.articles)
    if (about.includes(alert.about))
      happenings.set(happening, (happenings.get(happening) ?? new Set()).add(url));
  return happenings;
}

const tellEach = (alerts: readonly MadeAlert[]) => alerts.filter(({ tells }) => tells === 'each');

/** Judges a round by what the receiver has: each happening once for every alert that asks for it, through every hook. */
export function judgeReceived(
  round: ShownRound,
  log: readonly Received[],
  alerts: readonly MadeAlert[],
): Verdict {
  const verdict: Verdict = { lost: [], doubled: [] };
  for (const alert of tellEach(alerts))
    for (const [happening, urls] of expected(round, alert))
      for (const hook of alert.through) {
        const ids = noticesOf(log, alert.id, hook, urls);
        const what = `${alert.name} of ${happening} through ${hook}`;
        if (ids.size === 0) verdict.lost.push(`notice: ${what}`);
        if (ids.size > 1) verdict.doubled.push(`notice: ${what}: ${[...ids].join(', ')}`);
      }
  return verdict;
}

function noticesOf(log: readonly Received[], alertId: number, hook: number, urls: ReadonlySet<string>) {
  const of = log.filter(
    (received) =>
      received.alertId === alertId && received.hook === hook && received.urls.some((url) => urls.has(url)),
  );
  return new Set(of.map(({ id }) => id));
}

/** Judges a round by what the database has: one match for every alert and happening, none of others. */
export function judgeMatches(round: ShownRound, standing: Standing, alerts: readonly MadeAlert[]): Verdict {
  const verdict: Verdict = { lost: [], doubled: [] };
  const missing = round.articles.filter(({ url }) => !standing.articles.some((found) => found.url === url));
  verdict.lost.push(...missing.map(({ path }) => `article: ${path}`));
  for (const alert of alerts)
    for (const [happening, urls] of expected(round, alert)) {
      const made = standing.matches.filter(
        ({ alertId, url }) => alertId === alert.id && url !== null && urls.has(url),
      );
      if (made.length === 0) verdict.lost.push(`match: ${alert.name} of ${happening}`);
      if (made.length > 1) verdict.doubled.push(`match: ${alert.name} of ${happening}`);
    }
  return verdict;
}

/** Notices about what no alert asks for, and requests of one id that say different things. */
export function judgeLog(
  { articles }: ShownRound,
  log: readonly Received[],
  alerts: readonly MadeAlert[],
): string[] {
  const abouts = new Map(articles.map(({ url, about }) => [url, about]));
  const asked = new Map(alerts.map(({ about, id }) => [id, about]));
  const saidBefore = new Map<string, string>();
  return log.flatMap(({ id, alertId, urls, said }) => {
    const faults = urls
      .filter((url) => !abouts.get(url)?.includes(asked.get(alertId ?? -1) ?? ''))
      .map((url) => `${id} of alert ${alertId} tells of ${url}`);
    const before = saidBefore.get(id) ?? said;
    saidBefore.set(id, before);
    return before === said ? faults : [...faults, `${id} says something else at another try`];
  });
}

/** Of alerts that tell together: how many matches their notices tell of, each notice counted once. */
export function toldTogether(log: readonly Received[], alerts: readonly MadeAlert[]) {
  const ids = new Set(alerts.filter(({ tells }) => tells === 'together').map(({ id }) => id));
  const notices = noticesIn(log.filter(({ alertId }) => ids.has(alertId ?? -1)));
  const urls = notices.flatMap((notice) => notice.urls);
  const more = notices.reduce((sum, notice) => sum + notice.more, 0);
  const doubled = urls.filter((url, nth) => urls.indexOf(url) !== nth);
  return { told: urls.length + more, doubled };
}

/** What was told, each notice once however often it was sent. */
export const noticesIn = (log: readonly Received[]): Received[] => [
  ...new Map(log.map((one) => [one.id, one])).values(),
];

/** Requests that repeat a notice through the same hook. */
export const repeatsIn = (log: readonly Received[]): number =>
  log.length - new Set(log.map(({ id, hook }) => `${hook} ${id}`)).size;

/** When the last of a round’s notices came for the first time; null while one is missing. */
export function toldAt(
  round: ShownRound,
  log: readonly Received[],
  alerts: readonly MadeAlert[],
): number | null {
  const firsts = tellEach(alerts).flatMap((alert) =>
    [...expected(round, alert).values()].flatMap((urls) =>
      alert.through.map(
        (hook) =>
          log.find(
            (one) => one.alertId === alert.id && one.hook === hook && one.urls.some((u) => urls.has(u)),
          )?.at ?? Number.POSITIVE_INFINITY,
      ),
    ),
  );
  const last = Math.max(...firsts);
  return Number.isFinite(last) ? last : null;
}
