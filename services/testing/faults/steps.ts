import type { StepCounts } from '../../../db/testing/stepCounts.ts';
import type { MadeAlert } from './alerts.ts';

/** What must hold at any moment, whatever has just been killed. @returns what does not, in words */
export function judgeSteps(counts: StepCounts): string[] {
  const { mistagged, miscounted, unindexed, untold, misdelivered, articles } = counts;
  const wrong = {
    'articles have other tags than one set of one version': mistagged,
    'stories count other articles than they have': miscounted,
    'finished articles are found by no search': unindexed,
    'matches were told in no notice': untold,
    'notices have other deliveries than channels': misdelivered,
    'articles were given up': articles.failed,
  };
  return Object.entries(wrong).flatMap(([what, n]) => (n === 0 ? [] : [`${n} ${what}`]));
}

/** What was published to the archive under test. */
export interface Published {
  articles: number;
  /** Times that a feed showed an article which another shows as well. */
  /** Null where it is not known how often: a feed whose poll died is not polled again yet. */
  repeats: number | null;
}

/** What must hold besides when all has come to rest. @returns what does not, in words */
export function judgeRest(counts: StepCounts, published: Published, alerts: readonly MadeAlert[]): string[] {
  const { articles, shown } = counts;
  const due = { found: 0, read: 0, tagged: 0, clustered: published.articles, failed: 0 };
  const steps = Object.entries(due).flatMap(([step, n]) => {
    const is = articles[step as keyof typeof due];
    return is === n ? [] : [`${is} articles are ${step}, not ${n}`];
  });
  const entries = published.repeats === null ? shown : published.articles + published.repeats;
  const feeds = shown === entries ? [] : [`feeds have shown ${shown} articles, not ${entries}`];
  return [...steps, ...feeds, ...alerts.flatMap((alert) => judgeAlert(counts, alert))];
}

/** One that tells each match by itself sends one notice for it, through each of its channels. */
function judgeAlert({ alerts }: StepCounts, { id, name, tells, through }: MadeAlert): string[] {
  const told = alerts.find(({ alertId }) => alertId === id) ?? { matches: 0, notices: 0, deliveries: 0 };
  const notices = tells === 'each' ? told.matches : told.notices;
  if (told.notices === notices && told.deliveries === notices * through.length) return [];
  return [
    `${name}: ${told.matches} matches told in ${told.notices} notices and ${told.deliveries} deliveries, through ${through.length}`,
  ];
}

/** What /readyz tells, as far as it counts the same. */
export interface Ready {
  articles: StepCounts['articles'];
  alerts: { waiting: number; failed: number };
  deliveries: { due: number; failing: number; off: number };
}

/** @returns where /readyz of a home at rest says something else than its archive */
export function judgeReady({ articles, alerts, deliveries }: Ready, counts: StepCounts): string[] {
  const steps = Object.entries(counts.articles).filter(
    ([step, n]) => articles[step as keyof typeof articles] !== n,
  );
  const idle = { ...alerts, due: deliveries.due, failing: deliveries.failing, off: deliveries.off };
  const busy = Object.entries(idle).filter(([, n]) => n !== 0);
  return [
    ...steps.map(([step, n]) => `/readyz does not say that ${n} articles are ${step}`),
    ...busy.map(([what, n]) => `/readyz says ${n} ${what}`),
  ];
}
