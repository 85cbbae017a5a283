import type { Standing, Sums } from '../../../db/testing/faults.ts';
import type { StepCounts } from '../../../db/testing/stepCounts.ts';
import type { MadeAlert } from './alerts.ts';
import { expected, judgeLog, judgeMatches, judgeReceived, type ShownRound, toldTogether } from './ledger.ts';
import { judgeHeard } from './listener.ts';
import { until } from './processes.ts';
import { judgeReaders } from './readers.ts';
import { isStill, type Round, type Run, urlsOf } from './round.ts';
import { judgeReady, judgeRest, judgeSteps } from './steps.ts';

export interface Outcome {
  rounds: Round[];
  log: Run['receiver']['log'];
  readers: Pick<Run['readers'], 'log' | 'seen'>;
  /** Notices that the stream brought, and how often its reader had to come back. */
  stream: { heard: number; returned: number };
  alerts: MadeAlert[];
  lost: string[];
  doubled: string[];
  /** Anything else that should not be. */
  wrong: string[];
  sums: Sums;
  steps: StepCounts;
  /** Where its logs are kept; removed when all was well. */
  folder: string;
}

export const isFine = ({ lost, doubled, wrong }: Pick<Outcome, 'lost' | 'doubled' | 'wrong'>) =>
  lost.length + doubled.length + wrong.length === 0;

/** A feed whose poll died is polled again after two minutes; what is held is told within one. */
const restMs = 240_000;
/** The stream looks once a second, and its reader comes back within one; a web process that was killed must start. */
const heardMs = 60_000;

/** Waits until all has come to rest, and judges it. */
export async function judge(run: Run, rounds: Round[], short: boolean): Promise<Omit<Outcome, 'folder'>> {
  const { home, receiver, alerts, listener, readers } = run;
  const all = { articles: rounds.flatMap((round) => round.articles), feedIds: [] };
  const standing = () => home.archive().standing(urlsOf(all), []);
  const atRest = async () => {
    const now = await standing();
    const { held } = await home.archive().sums();
    return isStill(now) && (short || now.articles.length === all.articles.length) && held === 0;
  };
  await until('all is at rest', atRest, restMs, 500).catch(() => {});
  const [end, sums, steps] = [await standing(), await home.archive().sums(), await home.archive().steps()];
  const isHeard = async () => listener.heard.length >= steps.noticeIds.length;
  await until('all is heard', isHeard, heardMs).catch(() => {});
  const due = short ? foundOf(all, end) : all;
  const published = { articles: due.articles.length, repeats: short ? null : rounds.length };
  const verdicts = [judgeReceived(due, receiver.log, alerts), judgeMatches(due, end, alerts)];
  const together = toldTogether(receiver.log, alerts);
  const wrong = [
    ...judgeLog(all, receiver.log, alerts),
    ...receiver.forged,
    ...wrongSums(sums),
    ...wrongTogether(together.told, all, alerts),
    ...rounds.flatMap((round) => round.wrong.map((what) => `after round ${round.nth + 1}: ${what}`)),
    ...judgeSteps(steps),
    ...judgeRest(steps, published, alerts),
    ...(await readyz(home.origin, steps)),
    ...judgeHeard(listener.heard, steps.noticeIds),
    ...judgeReaders(readers, new Set(end.articles.map(({ url }) => url))),
    ...unknownTo(steps, receiver.log),
  ];
  return {
    ...{ rounds, log: receiver.log, readers, alerts, sums, steps, wrong },
    lost: verdicts.flatMap((verdict) => verdict.lost),
    doubled: [...verdicts.flatMap((verdict) => verdict.doubled), ...together.doubled],
    stream: { heard: listener.heard.length, returned: listener.returned() },
  };
}

/** Without what nobody has found yet: its feed was being polled when the worker died, and is left alone for two minutes. */
const foundOf = (all: ShownRound, { articles }: Standing): ShownRound => ({
  ...all,
  articles: all.articles.filter(({ url }) => articles.some((found) => found.url === url)),
});

function wrongTogether(told: number, all: ShownRound, alerts: readonly MadeAlert[]): string[] {
  const asked = alerts
    .filter(({ tells }) => tells === 'together')
    .reduce((sum, alert) => sum + expected(all, alert).size, 0);
  return told === asked ? [] : [`what is told together is ${told} matches, not ${asked}`];
}

function wrongSums({ unmatched, held, deliveries, again }: Sums): string[] {
  const { delivered: _, ...others } = deliveries;
  return [
    ...(unmatched ? [`${unmatched} articles that alerts have not seen`] : []),
    ...(held ? [`${held} matches still held`] : []),
    ...(again ? [`${again} matches of stories that were matched already`] : []),
    ...Object.entries(others).map(([state, n]) => `${n} deliveries are ${state}`),
  ];
}

/** What a receiver was told of was committed before: no crash takes it back. */
function unknownTo({ noticeIds }: StepCounts, log: Outcome['log']): string[] {
  const known = new Set(noticeIds.map((id) => `notice-${id}`));
  const unknown = new Set(log.map(({ id }) => id).filter((id) => !known.has(id)));
  return [...unknown].map((id) => `${id} was delivered and is not in the archive`);
}

async function readyz(origin: string, steps: StepCounts): Promise<string[]> {
  const answer = await fetch(`${origin}/readyz`).catch(() => null);
  if (answer?.status !== 200) return [`/readyz says ${answer?.status ?? 'nothing'}`];
  return judgeReady((await answer.json()) as never, steps);
}
