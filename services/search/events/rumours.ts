import {
  byTime,
  dayOf,
  daysApart,
  daysBetween,
  isAside,
  isDigest,
  median,
  rulesOf,
  type Source,
  shareOne,
  sourceOf,
  subjectsOf,
  type Told,
} from './told.ts';

/** One happening that was told before it was sure. */
export interface Rumour {
  type: string;
  subjects: string[];
  /** The first article of each publisher that told it early, the earliest first. */
  early: Source[];
  /** The first that states it; null while none does. */
  stated: Source | null;
  /** The first that denies it; null where none does. */
  denied: Source | null;
  /** From the first early article to the first that states it, in days; null while none does. */
  days: number | null;
  fate: Fate;
}

/** `came-true` within so many days, `open` while these are not over, else `not-yet`. */
export type Fate = 'came-true' | 'open' | 'not-yet';

export interface RumourRules {
  /** Days within which a rumour has to come true to count. */
  within: number;
  now: Date;
}

/** What happens to somebody or something, and can be told before it does; not what markets hope for. */
const policy = [
  ...['rule-issued', 'rule-rescinded', 'rule-delayed', 'guidance-issued', 'tariff', 'ally-alignment'],
  ...['entity-listing', 'entity-delisting', 'military-listing', 'retaliation-listing', 'mineral-retaliation'],
  ...['licence-required', 'licence-granted', 'licence-denied', 'purchase-discouraged', 'app-ban'],
  ...['antitrust-probe', 'security-review', 'penalty'],
];
const releases = ['model-release-open', 'model-release-closed'];
/** A proposal is the rumour of the rule. */
const proposal = 'rule-proposed';

/** Event types that rumours are found in. */
export const rumourTypes: readonly string[] = [...policy, ...releases, proposal];

const becomes = (type: string) => (type === proposal ? 'rule-issued' : type);

/** A plan, a rumour or a proposal; and a release told as a fact of a day that is still to come. */
function isEarly({ certainty, type, fromDay, toDay, dated, article }: Told): boolean {
  const day = dayOf(article.publishedAt);
  if (certainty === 'planned' && dated && daysBetween(toDay, day) > 7) return false; // looks back at a plan
  if (certainty === 'stated')
    return type === proposal || (releases.includes(type) && daysBetween(day, fromDay) > 1);
  return certainty !== 'denied';
}

interface Happening {
  type: string;
  subjects: string[];
  told: Told[];
  /** The first that states it. */
  sure: Told | undefined;
}

/** Once it is stated, articles go on telling of it; after so many days an early one tells of another. */
const echoes = 30;

/**
 * What was told as planned or unconfirmed, and when it was stated: articles of one type about one of the same,
 * `within` days apart at most.
 *
 * @param told events of originals, in any order
 * @returns the newest first
 */
export function rumoursOf(told: readonly Told[], { within, now }: RumourRules): Rumour[] {
  const all: Happening[] = [];
  /** The last happening of each type and subject: an event is held against these alone. */
  const last = new Map<string, Happening>();
  for (const event of [...told].sort(byTime)) {
    if (!isTelling(event)) continue;
    const subjects = subjectsOf(event);
    const type = becomes(event.type);
    const known = subjects.map((subject) => last.get(`${type} ${subject}`));
    const same = known.find((each) => each && belongs(event, subjects, each, within));
    const happening = same ?? { type, subjects, told: [], sure: undefined };
    if (!same) all.push(happening);
    happening.told.push(event);
    happening.sure ??= isSure(event) ? event : undefined;
    for (const subject of happening.subjects) last.set(`${type} ${subject}`, happening);
  }
  return all.flatMap((happening) => rumourOf(happening, within, now)).reverse();
}

const isWithin = (event: Told, first: Told, days: number) =>
  daysApart(event.article.publishedAt, first.article.publishedAt) <= days;

/** Of a kind that rumours are of, about something of its own, and early only in a title or with a day. */
function isTelling(event: Told): boolean {
  if (!rumourTypes.includes(event.type) || isDigest(event) || (isAside(event) && isEarly(event)))
    return false;
  const subjects = subjectsOf(event);
  // A firm stands in many proposals: only the rule itself says that it is the same one.
  return event.type === proposal ? shareOne(rulesOf(event), subjects) : subjects.length > 0;
}

function belongs(
  event: Told,
  own: readonly string[],
  { told, subjects, sure }: Happening,
  within: number,
): boolean {
  const first = told[0]!;
  if (!isWithin(event, sure ?? first, sure ? echoes : within)) return false;
  const shared = own.filter((id) => subjects.includes(id));
  if (first.type === proposal) return shareOne(rulesOf(event), shared);
  // A lab has many models: where both name one, it must be the same.
  const [models, others] = [modelsOf(event), modelsOf(first)];
  return models.length > 0 && others.length > 0 ? shareOne(models, others) : shared.length > 0;
}

const modelsOf = ({ who }: Told) =>
  who.filter(({ type }) => type === 'model').map(({ entityId }) => entityId);

const isSure = (event: Told) => event.certainty === 'stated' && !isEarly(event);

function rumourOf({ type, subjects, told }: Happening, within: number, now: Date): Rumour[] {
  const first = told[0]!;
  if (!isEarly(first)) return [];
  const stated = told.find((event) => confirms(event, first));
  const denied = told.find(({ certainty }) => certainty === 'denied');
  const before = stated ? told.slice(0, told.indexOf(stated)) : told;
  const days = stated ? rounded(daysApart(stated.article.publishedAt, first.article.publishedAt)) : null;
  return [
    {
      ...{ type, subjects, days },
      early: firstOfEach(before.filter((event) => isEarly(event) && event.article.id !== stated?.article.id)),
      stated: stated ? sourceOf(stated) : null,
      denied: denied ? sourceOf(denied) : null,
      fate: fateOf(days, first, within, now),
    },
  ];
}

/**
 * A later article that states it in its title or with a day, which is not long past: “as announced in May” confirms no
 * rumour of June, and an aside without a day may speak of the promise.
 */
const confirms = (event: Told, first: Told) =>
  isSure(event) &&
  event.article.id !== first.article.id &&
  !isAside(event) &&
  event.toDay >= dayOf(first.article.publishedAt);

function firstOfEach(early: readonly Told[]): Source[] {
  const publishers = new Map<string, Told>();
  for (const event of early)
    if (!publishers.has(event.article.publisher)) publishers.set(event.article.publisher, event);
  return [...publishers.values()].map(sourceOf);
}

function fateOf(days: number | null, first: Told, within: number, now: Date): Fate {
  if (days !== null && days <= within) return 'came-true';
  return daysApart(now, first.article.publishedAt) <= within ? 'open' : 'not-yet';
}

const rounded = (days: number) => Math.round(days * 100) / 100;

/** What became of a publisher's early reports. */
export interface RumourRecord {
  publisher: string;
  early: number;
  cameTrue: number;
  open: number;
  notYet: number;
  denied: number;
  /** Early reports that no other publisher's preceded. */
  first: number;
  /** From its early report to the first statement, over those that came true; null without any. */
  medianDays: number | null;
}

/** A record per publisher, most early reports first. */
export function recordsOf(rumours: readonly Rumour[]): RumourRecord[] {
  const reports = new Map<string, { rumour: Rumour; nth: number; source: Source }[]>();
  for (const rumour of rumours)
    for (const [nth, source] of rumour.early.entries()) {
      const { publisher } = source.article;
      reports.set(publisher, [...(reports.get(publisher) ?? []), { rumour, nth, source }]);
    }
  return [...reports]
    .map(([publisher, own]) => {
      const fates = (fate: Fate) => own.filter(({ rumour }) => rumour.fate === fate);
      const leads = fates('came-true').map(({ rumour, source }) =>
        daysApart(rumour.stated!.article.publishedAt, source.article.publishedAt),
      );
      const middle = median(leads);
      return {
        ...{ publisher, early: own.length, cameTrue: fates('came-true').length, open: fates('open').length },
        notYet: fates('not-yet').length,
        denied: own.filter(({ rumour }) => rumour.denied !== null).length,
        first: own.filter(({ nth }) => nth === 0).length,
        medianDays: middle === null ? null : rounded(middle),
      };
    })
    .sort((a, b) => b.early - a.early || (a.publisher < b.publisher ? -1 : 1));
}
