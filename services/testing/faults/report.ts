import type { Victim } from './home.ts';
import { judgeReceived, repeatsIn, toldAt } from './ledger.ts';
import type { Outcome } from './play.ts';
import { type Round, stages } from './round.ts';

const columns = [
  'home',
  'victim',
  'rounds',
  'killed during',
  'lost',
  'doubled',
  'repeats, same id',
  'p50',
  'p95',
  'p95 killed during poll',
  's/round',
];

/**
 * A table of what became of the rounds: a row for each victim. Times are from its new start to the round’s last notice;
 * a feed whose poll died is left alone for two minutes, and has a column of its own.
 */
export function reportOf(home: string, outcome: Outcome): string {
  const victims = [...new Set(outcome.rounds.map(({ victim }) => victim))];
  const rows = victims.map((victim) => rowOf(home, victim, outcome));
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
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
  const polled = timesOf(rounds.filter(({ stage }) => stage === 'poll'));
  const times = timesOf(rounds.filter(({ stage }) => stage !== 'poll'));
  const perRound = rounds.reduce((sum, { ms }) => sum + ms, 0) / rounds.length;
  return [
    ...[home, victim, `${rounds.length}`, stagesOf(rounds), `${lost}`, `${doubled}`, `${repeats}`],
    ...[quantile(times, 0.5), quantile(times, 0.95), quantile(polled, 0.95), perRound].map(seconds),
  ];
}

/** Milliseconds from the victim’s new start until the last of the round’s notices had come; 0 where they had before. */
function recoveryOf(round: Round, { log, alerts }: Outcome): number {
  const at = toldAt(round, log, alerts);
  return at === null ? Number.POSITIVE_INFINITY : Math.max(0, at - round.revivedAt);
}

const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);
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
