import {
  byTime,
  daysApart,
  daysBetween,
  isDigest,
  rulesOf,
  type Source,
  shareOne,
  sourceOf,
  subjectsOf,
  type Told,
} from './told.ts';

/** In what two publishers differ on one event. */
export const differences = ['certainty', 'opposite', 'status', 'count', 'day'] as const;
export type Difference = (typeof differences)[number];

/** What one side says, and who is on it, the earliest first. */
export interface Side {
  /** `stated`, `licence-denied`, `rescinded`, `36`, `2025-01-15` */
  says: string;
  sources: Source[];
}

export interface Contradiction {
  type: string;
  /** Whom or what both are about. */
  about: string[];
  differ: Difference;
  /** The one told first comes first. */
  sides: [Side, Side];
}

/** Published this close, in days, two articles tell of the same; what is told of later may have changed. */
const near = 10;

/** Types of which one denies the other. */
const opposites: Record<string, string> = {
  'entity-listing': 'entity-delisting',
  'entity-delisting': 'entity-listing',
  'licence-granted': 'licence-denied',
  'licence-denied': 'licence-granted',
};

/** Standings of which one denies the other. “In force” is left out: it is what articles say of any rule that they name. */
const statuses: Record<string, readonly string[]> = {
  rescinded: ['not-enforced', 'paused'],
  paused: ['rescinded'],
  'not-enforced': ['rescinded'],
};

/** An event with what is asked of it again and again. */
interface Known {
  told: Told;
  subjects: string[];
  /** Numbers in its sentence by what they count. */
  counts: Map<string, string[]>;
}

interface Pair {
  differ: Difference;
  says: [string, string];
  told: [Known, Known];
}

/**
 * What publishers contradict each other in: the same event (its type or the opposite one, and somebody whom both are
 * about) in articles of different publishers a few days apart.
 *
 * @param told events of originals
 * @returns the newest first
 */
export function contradictionsOf(told: readonly Told[]): Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const [earlier, later] of pairsOf(told)) {
    const differing = differenceOf(earlier.told, later.told) ?? differentCounts(earlier, later);
    if (differing) add(found, { ...differing, told: [earlier, later] });
  }
  return [...found.values()].sort((a, b) => timeOf(b) - timeOf(a));
}

/** Long sentences this much alike, by their runs of four characters, say one thing: two readings are a slip of the tagger. */
const alike = 0.6;
const long = 60;

function isSaidAlike(a: Told, b: Told): boolean {
  const [own, other] = [runsOf(a.sentence), runsOf(b.sentence)];
  const shorter = Math.min(own.size, other.size);
  return shorter >= long && [...own].filter((run) => other.has(run)).length >= alike * shorter;
}

const runsOf = (sentence: string) =>
  new Set(Array.from({ length: Math.max(1, sentence.length - 3) }, (_, at) => sentence.slice(at, at + 4)));

const timeOf = ({ sides }: Contradiction) => sides[1].sources[0]!.article.publishedAt.getTime();

/** Events of two publishers that may be one, each pair once: those that share a subject are looked up by it. */
function* pairsOf(told: readonly Told[]): Generator<[Known, Known]> {
  const bySubject = new Map<string, Known[]>();
  for (const event of [...told].sort(byTime)) {
    if (isDigest(event)) continue;
    const later = { told: event, subjects: subjectsOf(event), counts: countsOf(event) };
    const seen = new Set<Known>();
    for (const subject of later.subjects) {
      const known = recent(bySubject.get(subject) ?? [], event);
      for (const earlier of known) if (mayDiffer(earlier.told, event)) seen.add(earlier);
      bySubject.set(subject, [...known, later]);
    }
    for (const earlier of seen) yield [earlier, later];
  }
}

/** Of a subject that everybody writes of, the last ones will do. */
const most = 60;
const recent = (known: readonly Known[], { article }: Told) =>
  known.slice(-most).filter(({ told }) => daysApart(told.article.publishedAt, article.publishedAt) <= near);

const mayDiffer = (a: Told, b: Told) =>
  a.article.publisher !== b.article.publisher &&
  (a.type === b.type || opposites[a.type] === b.type || a.pressStatus !== b.pressStatus);

function differenceOf(a: Told, b: Told): Omit<Pair, 'told'> | undefined {
  if (opposites[a.type] === b.type)
    return isOpposite(a, b) ? { differ: 'opposite', says: [a.type, b.type] } : undefined;
  if (differInStatus(a, b)) return { differ: 'status', says: [a.pressStatus!, b.pressStatus!] };
  if (a.type !== b.type || !isSameHappening(a, b)) return undefined;
  if (differInCertainty(a, b)) return { differ: 'certainty', says: [a.certainty, b.certainty] };
  return differInDay(a, b) ? { differ: 'day', says: [a.fromDay, b.fromDay] } : undefined;
}

/** Where both give days, these must touch; a day's difference is one of time zones. */
const daysTouch = (a: Told, b: Told, slack: number) =>
  daysBetween(a.toDay, b.fromDay) <= slack && daysBetween(b.toDay, a.fromDay) <= slack;

const isSameHappening = (a: Told, b: Told) =>
  (a.storyId !== null && a.storyId === b.storyId) || daysTouch(a, b, 3);

const stated = ({ certainty }: Told) => certainty === 'stated';

const isOpposite = (a: Told, b: Told) => stated(a) && stated(b) && daysTouch(a, b, 2) && !isSaidAlike(a, b);

const differInCertainty = (a: Told, b: Told) =>
  ((stated(a) && b.certainty === 'denied') || (a.certainty === 'denied' && stated(b))) &&
  (!isBroad(a) || shareOne(rulesOf(a), rulesOf(b)));

/** A firm stands beside many rules and talks: that one of them does not apply denies none of the others. */
const isBroad = ({ type }: Told) => /^rule-|^(?:guidance-issued|talks|ally-alignment|tariff)$/.test(type);

/** Of one rule: what is said of another rule in the same story contradicts nothing. */
const differInStatus = (a: Told, b: Told) =>
  tellsStatus(a) &&
  tellsStatus(b) &&
  a.instrumentId !== null &&
  a.instrumentId === b.instrumentId &&
  (statuses[a.pressStatus ?? '']?.includes(b.pressStatus ?? '') ?? false) &&
  daysTouch(a, b, 3) &&
  !isSaidAlike(a, b);

/** “Will not be enforced” is a plan in words alone. */
const tellsStatus = ({ certainty, pressStatus }: Told) =>
  certainty === 'stated' || (certainty === 'planned' && pressStatus === 'not-enforced');

/** “36 entities”, “36家实体”: a number of those that lists, penalties and rules count. */
const counted =
  /(?<![\d.,-])(\d{1,4}) ?(?:(?:[a-z]+ ){0,2}?(entit|compan|firm|organi[sz]ation|name|subsidiar|countr)\w*|(?:家|个)(?:[^，。；\d]{0,6}?)(实体|企业|公司|机构|国家))/giu;
const nouns: Record<string, string> = {
  实体: 'entit',
  企业: 'compan',
  公司: 'compan',
  机构: 'organisation',
  国家: 'countr',
};
const countable = ['entity-listing', 'entity-delisting', 'military-listing', 'retaliation-listing'];

/** One number of the same thing in each, and not the same one. */
function differentCounts(a: Known, b: Known): Omit<Pair, 'told'> | undefined {
  if (a.told.type !== b.told.type || !isSameHappening(a.told, b.told)) return undefined;
  for (const [noun, numbers] of a.counts) {
    const others = b.counts.get(noun) ?? [];
    if (numbers.length === 1 && others.length === 1 && numbers[0] !== others[0])
      return { differ: 'count', says: [numbers[0]!, others[0]!] };
  }
  return undefined;
}

function countsOf(event: Told): Map<string, string[]> {
  const counts = new Map<string, string[]>();
  if (!countable.includes(event.type) || !stated(event)) return counts;
  for (const [, number = '', english, chinese] of event.sentence.matchAll(counted)) {
    const noun = english?.toLowerCase() ?? nouns[chinese ?? ''] ?? '';
    counts.set(noun, [...new Set([...(counts.get(noun) ?? []), number])]);
  }
  return counts;
}

/** Both give a day, of one happening in one story, and of one rule or list. */
const differInDay = (a: Told, b: Told) =>
  isExact(a) &&
  isExact(b) &&
  a.storyId !== null &&
  a.storyId === b.storyId &&
  shareOne(rulesOf(a), rulesOf(b)) &&
  Math.abs(daysBetween(a.fromDay, b.fromDay)) > 1;

const isExact = (event: Told) => stated(event) && event.dated && event.fromDay === event.toDay;

/** Pairs that say the same two things of the same are one contradiction with more sources. */
function add(found: Map<string, Contradiction>, { differ, says, told }: Pair): void {
  const [earlier, later] = told;
  const { type } = earlier.told;
  const about = earlier.subjects.filter((id) => later.subjects.includes(id)).sort();
  const key = [differ, [type, opposites[type] ?? ''].sort(), about, [...says].sort()].join('|');
  const known = found.get(key) ?? {
    ...{ type, about, differ },
    sides: says.map((word): Side => ({ says: word, sources: [] })) as [Side, Side],
  };
  for (const [index, word] of says.entries()) {
    const side = known.sides.find((each) => each.says === word)!;
    const source = sourceOf(told[index]!.told);
    if (!side.sources.some(({ article }) => article.id === source.article.id)) side.sources.push(source);
  }
  found.set(key, known);
}
