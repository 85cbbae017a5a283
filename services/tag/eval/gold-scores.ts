import type { Who } from '../reading.ts';
import type { Claim, EventTag, Place, Quote, Release, Tags } from '../tags.ts';
import type { GoldEvent, GoldMention, GoldQuote, GoldRelease, Passage } from './gold.ts';

/** How many were found rightly, found at all, and there to find. */
export interface Counts {
  right: number;
  given: number;
  wanted: number;
}

/** What is counted over the passages of one part of the gold set. */
export const measured = [
  'listed names',
  'unlisted names',
  'events',
  'dates of events',
  'quotes',
  'quotes with speaker',
  'claims of releases',
  'export-controls',
  'model-releases',
  'stance',
] as const;
export type Measured = (typeof measured)[number];
export type Tally = Record<Measured, Counts>;

export const emptyTally = () =>
  Object.fromEntries(measured.map((name) => [name, { right: 0, given: 0, wanted: 0 }])) as Tally;

/** Precision, recall and F1, 0…1 each. */
export function rates({ right, given, wanted }: Counts) {
  const part = (whole: number) => (whole > 0 ? right / whole : 0);
  return {
    precision: part(given),
    recall: part(wanted),
    f1: given + wanted > 0 ? (2 * right) / (given + wanted) : 0,
  };
}

/** Adds what was found in one passage to a tally; what the passage does not annotate is left out. */
export function addScores(tally: Tally, passage: Passage, tags: Tags): void {
  add(tally['listed names'], scoreNames(passage, tags, true));
  add(tally['unlisted names'], scoreNames(passage, tags, false));
  if (passage.events) addEvents(tally, passage.events, tags.events);
  if (passage.quotes) addQuotes(tally, passage.quotes, tags.quotes);
  if (passage.releases) add(tally['claims of releases'], scoreClaims(passage.releases, tags.releases));
  for (const { id, relevance } of passage.topics ? tags.topics : []) {
    const [given, wanted] = [Number(relevance >= 0.5), Number(passage.topics!.includes(id))];
    add(tally[id], { given, wanted, right: given * wanted });
  }
  if (passage.stance !== undefined)
    add(tally.stance, { given: 1, wanted: 1, right: Number(tags.stance === passage.stance) });
}

function add(counts: Counts, more: Counts): void {
  counts.right += more.right;
  counts.given += more.given;
  counts.wanted += more.wanted;
}

type Found = Place & { who: Who };

/** A name is right where it overlaps a marked one and means the same. */
function scoreNames({ mentions, partly }: Passage, tags: Tags, listed: boolean): Counts {
  const wanted = mentions.filter(({ who, optional }) => !optional && (listed ? 'entityId' : 'type') in who);
  const found: Found[] = listed
    ? tags.mentions.map((mention) => ({ ...mention, who: mention }))
    : tags.unlistedMentions.map((mention) => ({ ...mention, who: mention }));
  const same = (gold: GoldMention, { who }: Found) =>
    'entityId' in gold.who
      ? 'entityId' in who && who.entityId === gold.who.entityId
      : 'type' in gold.who && !('entityId' in who) && who.type === gold.who.type;
  const required = wanted.filter((gold) =>
    found.some((each) => overlaps(gold, each) && same(gold, each)),
  ).length;
  // Where only the main names of an article are marked, another one found is no error.
  const judged = found.filter(
    (each) =>
      mentions.every((gold) => !(gold.optional && overlaps(gold, each))) &&
      (!partly || mentions.some((gold) => overlaps(gold, each))),
  );
  return { right: required, given: Math.max(required, judged.length), wanted: wanted.length };
}

const overlaps = (
  a: { field: string; start: number; end: number },
  b: { field: string; start: number; end: number },
) => a.field === b.field && a.start < b.end && b.start < a.end;

/** An event is right where the type is, and somebody with a part in it where the annotator names any. */
function addEvents(tally: Tally, wanted: readonly GoldEvent[], given: readonly EventTag[]): void {
  const left = [...given];
  const fits = (gold: GoldEvent, { type, who, instrument }: EventTag) =>
    type === gold.type &&
    (gold.who.length === 0 ||
      who.some((role) => gold.who.includes(idOf(role.who))) ||
      (instrument?.entityId !== undefined && gold.who.includes(instrument.entityId)));
  let right = 0;
  for (const gold of wanted) {
    const at = left.findIndex((event) => fits(gold, event));
    if (at < 0) continue;
    right++;
    const [{ when } = { when: undefined }] = left.splice(at, 1);
    if (!gold.when) continue;
    const meets = when !== undefined && when.from <= gold.when.to && gold.when.from <= when.to;
    add(tally['dates of events'], { right: Number(meets), given: Number(when !== undefined), wanted: 1 });
  }
  add(tally.events, { right, given: given.length, wanted: wanted.length });
}

const idOf = (who: Who) => ('entityId' in who ? who.entityId : who.name);

/** From this share of common words two quotes are one. */
const SAME_QUOTE = 0.6;

function addQuotes(tally: Tally, gold: readonly GoldQuote[], given: readonly Quote[]): void {
  const left = [...given];
  let right = 0;
  let spoken = 0;
  const take = (quote: GoldQuote): Quote | undefined => {
    const at = left.findIndex((each) => commonWords(quote.words, each.words) >= SAME_QUOTE);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  for (const quote of gold.filter(({ optional }) => !optional)) {
    const found = take(quote);
    if (!found) continue;
    right++;
    spoken += Number((found.speaker ? idOf(found.speaker.who) : null) === quote.speaker);
  }
  const optional = gold.filter((quote) => quote.optional && take(quote)).length;
  const wanted = gold.filter((quote) => !quote.optional).length;
  add(tally.quotes, { right, given: given.length - optional, wanted });
  add(tally['quotes with speaker'], { right: spoken, given: given.length - optional, wanted });
}

/** Share of the words (Han characters) that two texts have in common, of those in either: 0…1. */
function commonWords(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu));
  const [first, second] = [words(a), words(b)];
  const both = [...first].filter((word) => second.has(word)).length;
  return both / Math.max(1, first.size + second.size - both);
}

type GoldClaim = Pick<Claim, 'kind'> & {
  value?: number | undefined;
  words?: string | undefined;
  by?: string | undefined;
};

/** A claim is right where model, kind and figure are; figures may differ by two per cent, as rounded ones do. */
function scoreClaims(wanted: readonly GoldRelease[], given: readonly Release[]): Counts {
  let right = 0;
  const all = wanted.map(({ model, claims }) => ({ model, claims: goldClaims(claims) }));
  for (const { model, claims } of all) {
    const found = given.filter((release) => isModel(release, model)).flatMap((release) => release.claims);
    right += claims.filter((claim) => found.some((each) => sameClaim(claim, each))).length;
  }
  return {
    right,
    given: given.reduce((sum, { claims }) => sum + claims.length, 0),
    wanted: all.reduce((sum, { claims }) => sum + claims.length, 0),
  };
}

const isModel = ({ model }: Release, name: string) =>
  idOf(model.who) === name || model.words.toLowerCase() === name.toLowerCase();

function goldClaims({ benchmark, price, ...rest }: GoldRelease['claims']): GoldClaim[] {
  const plain = Object.entries(rest).map(([kind, value]): GoldClaim => {
    const claim = { kind: kind as Claim['kind'] };
    return typeof value === 'number' ? { ...claim, value } : { ...claim, words: value };
  });
  const prices = (price ?? []).map((value) => ({ kind: 'price' as const, value }));
  const scores = (benchmark ?? []).map(({ name, by }) => ({ kind: 'benchmark' as const, words: name, by }));
  return [...plain, ...prices, ...scores];
}

function sameClaim(gold: GoldClaim, { kind, value, words, unit, by }: Claim): boolean {
  if (gold.kind !== kind) return false;
  if (gold.value !== undefined)
    return value !== undefined && Math.abs(value - gold.value) <= gold.value * 0.02;
  if (gold.by !== undefined) return gold.by === by && holds(unit ?? words, gold.words!);
  return holds(words, gold.words!) || (unit !== undefined && holds(unit, gold.words!));
}

function holds(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.toLowerCase().replace(/[\s-]/g, ''));
  return a!.includes(b!) || b!.includes(a!);
}
