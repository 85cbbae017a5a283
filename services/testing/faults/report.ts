import type { Victim } from './home.ts';
import type { Outcome } from './judge.ts';
import { judgeReceived, repeatsIn, toldAt } from './ledger.ts';
import { answeredAfter } from './readers.ts';
import { type Round, stages } from './round.ts';

const columns = [
  'home',
  'victim',
  'rounds',
  'killed during',
  'lost',
  'doubled',
  'repeats, same id',
  'told p50',
  'p95',
  'max',
  'max killed during poll',
  'pages answer p50',
  'p95',
  'max',
  's/round',
];

/**
 * A table of what became of the rounds: a row for each victim. Times are from its new start to the round’s last notice,
 * and to the first reader that is answered; a feed whose poll died is left alone for two minutes, and has a column of its
 * own.
 */
export function reportOf(home: string, outcome: Outcome): string {
  const victims = [...new Set(outcome.rounds.map(({ victim }) => victim))];
  const rows = victims.map((victim) => rowOf(home, victim, outcome));
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What there is at the end, in one line. */
export function countsOf({ steps, sums, log, stream, readers }: Outcome): string {
  const { articles, shown, alerts, noticeIds } = steps;
  const matches = alerts.reduce((sum, alert) => sum + alert.matches, 0);
  const of = (status: number) => readers.log.filter((one) => one.status === status).length;
  return [
    `${articles.clustered} articles done of ${shown} that feeds showed, ${matches} matches, ${noticeIds.length} notices,`,
    `${sums.deliveries.delivered ?? 0} deliveries in ${log.length} requests;`,
    `the stream brought ${stream.heard} notices over ${stream.returned} breaks;`,
    `of ${readers.log.length} reads ${of(200)} were answered, ${of(503)} were told to come back, ${of(0)} found nobody`,
  ].join(' ');
}

function rowOf(home: string, victim: Victim, outcome: Outcome): string[] {
  const rounds = outcome.rounds.filter((round) => round.victim === victim);
  const { log, alerts } = outcome;
  const timesOf = (some: Round[]) =>
    some.map((round) => recoveryOf(round, outcome)).toSorted((a, b) => a - b);
  const verdicts = rounds.map((round) => judgeReceived(round, log, alerts));
  const lost = verdicts.reduce((sum, verdict) => sum + verdict.lost.length, 0);
  const doubled = verdicts.reduce((sum, verdict) => sum + verdict.doubled.length, 0);
  const urls = new Set(rounds.flatMap(({ articles }) => articles.map(({ url }) => url)));
  const repeats = repeatsIn(log.filter((one) => one.urls.some((url) => urls.has(url))));
  const answered = rounds
    .map(({ revivedAt }) => answeredAfter(outcome.readers.log, revivedAt) ?? Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a - b);
  const polled = timesOf(rounds.filter(({ stage }) => stage === 'poll'));
  const times = timesOf(rounds.filter(({ stage }) => stage !== 'poll'));
  const perRound = rounds.reduce((sum, { ms }) => sum + ms, 0) / rounds.length;
  return [
    ...[home, victim, `${rounds.length}`, stagesOf(rounds), `${lost}`, `${doubled}`, `${repeats}`],
    ...spread(times).map(seconds),
    seconds(polled.at(-1)),
    ...[...spread(answered), perRound].map(seconds),
  ];
}

/** Milliseconds from the victim’s new start until the last of the round’s notices had come; 0 where they had before. */
function recoveryOf(round: Round, { log, alerts }: Outcome): number {
  const at = toldAt(round, log, alerts);
  return at === null ? Number.POSITIVE_INFINITY : Math.max(0, at - round.revivedAt);
}

const seconds = (ms: number | undefined) =>
  ms === undefined ? '–' : Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never';
const spread = (sorted: number[]) => [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)];
const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function stagesOf(rounds: Round[]): string {
  const counts = stages.map(
    (stage) => [stage, rounds.filter((round) => round.stage === stage).length] as const,
  );
  return counts
    .filter(([, n]) => n > 0)
    .map(([stage, n]) => `${stage} ${n}`)
    .join(', ');
}
