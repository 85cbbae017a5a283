import { type ClockKind, type DatePhrase, datedIn } from './clockWords.ts';
import {
  aboutOf,
  dayOf,
  daysApart,
  daysBetween,
  isRegime,
  rulesOf,
  type Source,
  shareOne,
  sourceOf,
  type Told,
} from './told.ts';

/** How a rule stands in law from a day on, as the entity list says. */
export interface LegalState {
  from: string;
  to?: string | undefined;
  is: 'proposed' | 'in-force' | 'paused' | 'not-enforced' | 'rescinded' | 'expired';
  note?: string | undefined;
  source?: string | undefined;
}

/** A rule with its standing in law over time, oldest first. */
export interface LegalRule {
  id: string;
  status: readonly LegalState[];
}

/** Something that takes effect or ends on a day. */
export interface Clock {
  kind: ClockKind;
  /** `YYYY-MM-DD`, the first of something that begins, the last of something that ends. */
  day: string;
  /** Rules of the entity list that it is about. */
  rules: string[];
  /** Whom or what else it is about. */
  about: string[];
  /** `law` where the entity list says so; else the surest of its articles. */
  certainty: 'law' | Told['certainty'];
  /** What the entity list says; null where only articles do. */
  law: LegalState | null;
  /** Sentences that say so, oldest first. */
  sources: (Source & { words: string })[];
  /** Other days that are told for the same. */
  otherDays: string[];
}

/** The dates in a sentence of an article, resolved against its day of publication. */
export type DatesIn = (told: Told) => readonly DatePhrase[];

/** One telling of a clock, by an article or by the entity list. */
interface Telling {
  kind: ClockKind;
  /** The event's; of the entity list each of its own. */
  type: string;
  day: string;
  rules: string[];
  about: string[];
  storyId: number | null;
  certainty: Clock['certainty'];
  law: LegalState | null;
  source: Clock['sources'][number] | null;
}

const surest: readonly Clock['certainty'][] = ['law', 'stated', 'planned', 'unconfirmed', 'denied'];

/**
 * What takes effect or ends when, by day: one clock for each day and thing, however many articles tell of it.
 *
 * @param told events of originals; @param laws rules of the entity list; @param datesIn reads dates
 */
export function clocksOf(told: readonly Told[], laws: readonly LegalRule[], datesIn: DatesIn): Clock[] {
  const tellings = [
    ...laws.flatMap(tellingsOfLaw),
    ...told.flatMap((event) => tellingsOfEvent(event, datesIn(event))),
  ];
  const byDay = new Map<string, Telling[]>();
  for (const telling of tellings) byDay.set(telling.day, [...(byDay.get(telling.day) ?? []), telling]);
  const clocks = [...byDay.values()].flatMap((ofDay) => together(ofDay).map(clockOf));
  return withOtherDays(clocks).sort((a, b) => compare(a.day, b.day) || compare(a.kind, b.kind));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const begins: Partial<Record<LegalState['is'], ClockKind>> = {
  'in-force': 'takes-effect',
  paused: 'ceases',
  'not-enforced': 'ceases',
  rescinded: 'ceases',
  expired: 'ceases',
};

function tellingsOfLaw({ id, status }: LegalRule): Telling[] {
  const telling = (kind: ClockKind, day: string, law: LegalState): Telling => ({
    ...{
      kind,
      type: `law ${id}`,
      day,
      law,
      rules: [id],
      about: [],
      storyId: null,
      certainty: 'law',
      source: null,
    },
  });
  return status.flatMap((law) => {
    const first = begins[law.is];
    const end = law.to && telling(law.is === 'paused' ? 'pause-ends' : 'expires', law.to, law);
    return [...(first ? [telling(first, law.from, law)] : []), ...(end ? [end] : [])];
  });
}

function tellingsOfEvent(event: Told, dates: readonly DatePhrase[]): Telling[] {
  const found = datedIn(event.sentence, event.article.language, dates);
  const { storyId, certainty, type } = event;
  const rules = rulesOf(event);
  const about = aboutOf(event).filter((id) => !rules.includes(id));
  return [...found, ...dueIn(event, dates, found)].map(({ kind, day, words }) => ({
    ...{
      kind,
      type,
      day,
      rules,
      about,
      storyId,
      certainty,
      law: null,
      source: { ...sourceOf(event), words },
    },
  }));
}

/** The event's own day where it lies ahead of the article and its sentence says no more of it than the number. */
function dueIn(event: Told, dates: readonly DatePhrase[], found: readonly { day: string }[]) {
  const { dated, fromDay, toDay, article } = event;
  const date = dates.find(({ from, words }) => from === fromDay && /\d/.test(words));
  const isAhead = dated && fromDay === toDay && fromDay > dayOf(article.publishedAt);
  if (!date || !isAhead || found.some(({ day }) => day === fromDay)) return [];
  return [{ kind: 'due' as const, day: fromDay, words: date.words }];
}

/** Tellings of one day in groups that mean the same: same kind, and a rule, somebody or a story in common, or nobody named. */
function together(ofDay: readonly Telling[]): Telling[][] {
  const groups: Telling[][] = [];
  for (const telling of ofDay) {
    const same = groups.filter((group) => group.some((other) => isSame(telling, other)));
    const joined = [...same.flat(), telling];
    for (const group of same) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups;
}

function isSame(a: Telling, b: Telling): boolean {
  if (a.kind !== b.kind && a.kind !== 'due' && b.kind !== 'due') return false;
  if (a.storyId !== null && a.storyId === b.storyId) return true;
  const [own, other] = [ownOf(a), ownOf(b)];
  if (own.length > 0 && other.length > 0) return shareOne(own, other);
  // Who names nobody, or a standing list alone, means the same as others of its type and day.
  return a.type === b.type || shareOne(a.rules, b.rules);
}

/** Many things happen on one day under a standing list or law: that is not what they share. */
const ownOf = ({ rules, about }: Pick<Telling, 'rules' | 'about'>) => [
  ...rules.filter((id) => !isRegime(id)),
  ...about,
];

function clockOf(tellings: readonly Telling[]): Clock {
  const clear = tellings.find(({ kind }) => kind !== 'due') ?? tellings[0]!;
  const sources = tellings.flatMap(({ source }) => source ?? []);
  return {
    ...{ kind: clear.kind, day: clear.day, otherDays: [] },
    rules: [...new Set(tellings.flatMap(({ rules }) => rules))],
    about: [...new Set(tellings.flatMap(({ about }) => about))],
    certainty: surest.find((each) => tellings.some(({ certainty }) => certainty === each)) ?? 'stated',
    law: tellings.find(({ law }) => law !== null)?.law ?? null,
    sources: onePerSentence(sources),
  };
}

function onePerSentence(sources: readonly Clock['sources'][number][]): Clock['sources'] {
  const seen = new Map(sources.map((source) => [`${source.article.id} ${source.sentence}`, source]));
  return [...seen.values()].sort((a, b) => a.article.publishedAt.getTime() - b.article.publishedAt.getTime());
}

/** Two days for the same rule and kind this close may mean one thing told in two ways; farther apart, an extension. */
const oneThing = 45;
/** Days: two days that are told at about the same time conflict; one that is told weeks later replaces the other. */
const oneTime = 14;

function withOtherDays(clocks: readonly Clock[]): Clock[] {
  return clocks.map((clock) => ({
    ...clock,
    otherDays: clocks
      .filter((other) => isOtherDay(clock, other))
      .map(({ day }) => day)
      .sort(),
  }));
}

const isOtherDay = (clock: Clock, other: Clock) =>
  clock.kind !== 'due' &&
  clock.kind === other.kind &&
  clock.day !== other.day &&
  Math.abs(daysBetween(clock.day, other.day)) <= oneThing &&
  shareOne(ownOf(clock), ownOf(other)) &&
  (clock.law !== null || other.law !== null || areToldTogether(clock, other));

const areToldTogether = (clock: Clock, other: Clock) =>
  clock.sources.some(({ article }) =>
    other.sources.some((source) => daysApart(article.publishedAt, source.article.publishedAt) <= oneTime),
  );
