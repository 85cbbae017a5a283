import { dayOf } from '../../alert/triggers/figures.ts';
import { nextPeriod, periodOf } from '../../search/series/periods.ts';
import { type Fired, type HeldReason, heldReasons } from './fired.ts';
import type { Day, PreviewSummary, Week } from './lines.ts';
import type { OfficialTexts } from './official.ts';
import type { PastFinding } from './walk.ts';

interface Span {
  from: Date;
  until: Date;
}

const publishersTold = 10;

/** What a try against the past comes to, as it goes on. */
export class Tally {
  articles = 0;
  /** When it fired. */
  readonly hits: Date[] = [];
  #unshown = 0;
  #assumed = 0;
  #retagged = 0;
  readonly #held = Object.fromEntries(heldReasons.map((reason) => [reason, 0])) as Record<HeldReason, number>;
  readonly #publishers = new Map<string, number>();
  readonly #days = new Map<string, Day>();
  /** Minutes from hits to their official texts, and how many were that text. */
  readonly #leads: number[] = [];
  #official = 0;

  constructor(private readonly official: OfficialTexts) {}

  /** An article that the query found, and why it did not fire where it did not. */
  found({ at, assumed, retagged }: PastFinding, held: HeldReason | null): void {
    this.articles += 1;
    if (held) {
      this.#held[held] += 1;
      this.#day(at)[held === 'copy' ? 'copies' : 'held'] += 1;
    }
    if (assumed) this.#assumed += 1;
    if (retagged) this.#retagged += 1;
  }

  /** @returns those of the hits that are shown */
  fired<Hit extends Fired>(fired: readonly Hit[], most: number): Hit[] {
    const room = Math.max(0, most - this.hits.length);
    for (const { at, finding } of fired) this.#hit(at, finding);
    this.#unshown += Math.max(0, fired.length - room);
    return fired.slice(0, room);
  }

  #hit(at: Date, finding: PastFinding | null): void {
    this.hits.push(at);
    this.#day(at).hits += 1;
    if (!finding) return;
    const { facts } = finding;
    this.#publishers.set(facts.publisher, (this.#publishers.get(facts.publisher) ?? 0) + 1);
    const text = this.official.of(facts, at);
    if (text?.id === facts.id) this.#official += 1;
    else if (text) this.#leads.push((text.publishedAt.getTime() - at.getTime()) / 60_000);
  }

  #day(at: Date): Day {
    const day = dayOf(at);
    const known = this.#days.get(day) ?? { day, hits: 0, copies: 0, held: 0 };
    this.#days.set(day, known);
    return known;
  }

  summary(span: Span, notices: readonly Date[]): Omit<PreviewSummary, 'archiveFrom' | 'coverage'> {
    const weeks = byWeek(span, this.hits, notices);
    const before = this.#leads.filter((minutes) => minutes > 0).length;
    const publishers = [...this.#publishers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return {
      ...{ ...span, articles: this.articles, hits: this.hits.length, unshown: this.#unshown },
      ...{ notices: notices.length, held: { ...this.#held } },
      aWeek: { hits: perWeek(this.hits.length, span), notices: perWeek(notices.length, span) },
      busiest: weeks.reduce((most, week) => (week.hits > most.hits ? week : most), weeks[0]!),
      weeks,
      days: [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      official: {
        ...{ hits: this.#leads.length, medianMinutes: median(this.#leads), before },
        itself: this.#official,
      },
      publishers: publishers.slice(0, publishersTold).map(([publisher, hits]) => ({ publisher, hits })),
      ...{ assumed: this.#assumed, retagged: this.#retagged },
    };
  }
}

/** Every week of a span, those without anything too. */
export function byWeek({ from, until }: Span, hits: readonly Date[], notices: readonly Date[]): Week[] {
  const [hitWeeks, noticeWeeks] = [countsByWeek(hits), countsByWeek(notices)];
  const weeks: Week[] = [];
  const last = dayOf(new Date(until.getTime() - 1));
  for (let week = weekOf(from); week <= last; week = nextPeriod(week, 'week'))
    weeks.push({ week, hits: hitWeeks.get(week) ?? 0, notices: noticeWeeks.get(week) ?? 0 });
  return weeks;
}

const weekOf = (at: Date) => periodOf(dayOf(at), 'week');

function countsByWeek(times: readonly Date[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const at of times) counts.set(weekOf(at), (counts.get(weekOf(at)) ?? 0) + 1);
  return counts;
}

const weekMs = 7 * 86_400_000;

/** How often in seven days on average, to two places. */
export const perWeek = (times: number, { from, until }: Span): number =>
  Math.round((times / ((until.getTime() - from.getTime()) / weekMs)) * 100) / 100;

/** The middle one, or the mean of the two; null of none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
}
