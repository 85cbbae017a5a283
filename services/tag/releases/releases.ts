import type { Entity } from '../names/entity.ts';
import { keyOf, type Named, type Reading } from '../reading.ts';
import type { Claim, Release } from '../tags.ts';
import { overlapping, type Span } from '../text/spans.ts';
import { claimsIn } from './claims.ts';
import { anyOf, words } from './words.ts';

/** UTF-16 units between a model and the word that tells of its release. */
const REACH = 60;
/** … and between a model and a figure that is its own: “Llama 3.1 with its 405 billion parameters”. */
const OWN = 24;
/** … and between a figure and a model named only behind it: “With 671 billion parameters, DeepSeek-V3 …”. */
const REACH_BACK = 30;
/** A word of comparison stands no further before a model than its maker’s name is long. */
const COMPARED = 16;

/** Kinds of claim that a sentence about another maker’s models makes of those alone. */
const MAKERS_OWN = new Set<Claim['kind']>([
  'parameters',
  'active-parameters',
  'context',
  'price',
  'training-cost',
  'licence',
]);

const MAKERS = new Set(['company', 'lab', 'organisation']);
const JOINED = /^[^.;；。]{0,12}?(?:[、,，和与及]|\band\b|\bor\b)\s*$/;
const FAMILY = /^(?:['’]s\s|\s)?(?:系列|大?模型|旗舰版?|家族)?\s?$/;

/** Of a family of models the largest stands for all. */
const LARGEST = new Set<Claim['kind']>(['parameters', 'active-parameters', 'context']);

interface Patterns {
  release: RegExp;
  comparison: RegExp;
}

let patterns: Patterns | undefined;

/** A sentence with its models and claims. */
interface Told {
  reading: Reading;
  sentence: Span;
  models: readonly Named[];
  /** the models that it is about, and not those that they are measured by */
  own: readonly Named[];
  claims: Claim[];
}

/** What one field says of one model. */
interface Found {
  model: Named;
  reading: Reading;
  sentence: Span;
  claims: Claim[];
}

/**
 * The models that an article says are, were or will be released, each with what is claimed of it there; where no release
 * is told, the first model it is about, if it claims anything of it. One entry a field, the title first; a claim of the
 * title that the text repeats stands with the text. Of a family the largest model’s size and context are given.
 *
 * @param readings of the title and the text
 */
export function releasesIn(
  readings: readonly Reading[],
  { entities }: { entities: ReadonlyMap<string, Entity> },
): Release[] {
  if (!readings.some(({ named }) => named.some(isModel))) return [];
  patterns ??= compile();
  const told = readings.flatMap(toldIn);
  const released = new Set(told.flatMap(releasedIn).map(keyOfName));
  const isTold = released.size > 0;
  const first = told.find(({ own }) => own.length > 0)?.own[0];
  if (!isTold && first) released.add(keyOfName(first));
  const found = gather(told, released, entities).filter(({ claims }) => isTold || claims.some(isOfModel));
  return withoutRepeats(found).map(toRelease);
}

const isModel = ({ type }: Named) => type === 'model';
/** A price alone tells of a price. */
const isOfModel = ({ kind }: Claim) => kind !== 'price';
const keyOfName = ({ who }: Named) => keyOf(who);

function toldIn(reading: Reading): Told[] {
  const { text, named, sentences } = reading;
  return sentences.map((sentence) => {
    const names = overlapping(named, sentence);
    const models = names.filter(isModel);
    const chips = names.filter(({ type }) => type === 'chip');
    const own = ownModels(text, sentence, names);
    return {
      reading,
      sentence,
      models,
      own,
      claims: [...claimsIn(text, sentence, chips), ...own.flatMap((model) => sizesIn(text, model))],
    };
  });
}

/** Without those behind a word of comparison, and those that “and” joins to one. */
function ownModels(text: string, { start }: Span, names: readonly Named[]): Named[] {
  const own: Named[] = [];
  let end = start;
  let lastCompared = -1;
  for (const [index, name] of names.entries()) {
    if (!isModel(name)) continue;
    const owner = names[index - 1];
    const isOwned = owner && MAKERS.has(owner.type) && name.start - owner.end <= 3;
    const from = isOwned ? owner.start : name.start;
    const isJoined = lastCompared === end && JOINED.test(text.slice(end, from));
    // 通义千问模型Qwen3: a family and the one that is meant.
    if (own.at(-1)?.end === end && FAMILY.test(text.slice(end, name.start))) own.pop();
    if (isJoined || patterns!.comparison.test(text.slice(Math.max(end, from - COMPARED), from)))
      lastCompared = name.end;
    else own.push(name);
    end = name.end;
  }
  return own;
}

function releasedIn({ reading, sentence, own }: Told): Named[] {
  if (own.length === 0) return [];
  const words = reading.text.slice(sentence.start, sentence.end);
  const cues = [...words.matchAll(patterns!.release)].map(({ index }) => sentence.start + index);
  return own.filter(({ start, end }) => cues.some((at) => at > start - REACH && at < end + REACH));
}

/** The size in a model’s name: Yi-34B, Qwen3-235B-A22B. */
function sizesIn(text: string, { start, end }: Named): Claim[] {
  const match = /-(\d+(?:\.\d+)?)B(?:-A(\d+(?:\.\d+)?)B)?(?![A-Za-z])/d.exec(text.slice(start, end + 12));
  if (!match) return [];
  return (['parameters', 'active-parameters'] as const).flatMap((kind, index): Claim[] => {
    const span = match.indices![index + 1];
    if (!span) return [];
    const [from, to] = [start + span[0], start + span[1] + 1];
    return [
      {
        kind,
        start: from,
        end: to,
        words: text.slice(from, to),
        value: Number(match[index + 1]) * 1e9,
        unit: undefined,
        by: undefined,
      },
    ];
  });
}

/** Claims by model and field; a sentence without a model of its own goes on about the one before. */
function gather(
  told: readonly Told[],
  released: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): Found[] {
  const found = new Map<string, Found>();
  const places = placesOf(told);
  let focus: Named | undefined;
  const entry = (model: Named, { reading, sentence }: Told) => {
    const key = `${reading.field} ${keyOfName(model)}`;
    const known = found.get(key);
    const here = places.get(key);
    if (known || !here) return known;
    const fresh: Found = { model: here, reading, sentence, claims: [] };
    found.set(key, fresh);
    return fresh;
  };
  for (const each of told) {
    const lead = each.own[0];
    if (lead && released.has(keyOfName(lead))) focus = lead;
    for (const model of releasedIn(each)) if (released.has(keyOfName(model))) entry(model, each);
    for (const claim of each.claims) {
      const model = modelOf(claim, each, focus);
      if (!model || !released.has(keyOfName(model)) || isOthers(claim, each, model, entities)) continue;
      entry(model, each)?.claims.push(claim);
    }
  }
  return [...found.values()];
}

/** Where each model is first named, by field. */
function placesOf(told: readonly Told[]): ReadonlyMap<string, Named> {
  const places = new Map<string, Named>();
  for (const { reading, models } of told)
    for (const model of models) {
      const key = `${reading.field} ${keyOfName(model)}`;
      if (!places.has(key)) places.set(key, model);
    }
  return places;
}

/** The nearest model before a claim, unless that is only what is compared with; the one gone on about if there is none. */
function modelOf(claim: Claim, { reading, models, own }: Told, focus: Named | undefined): Named | undefined {
  const { text } = reading;
  const before = models.findLast(({ start }) => start <= claim.start);
  const isOwn =
    before && claim.kind !== 'benchmark' && !/[,，;；、]/.test(text.slice(before.end, claim.start));
  if (before && isOwn && claim.start - before.end <= OWN) return own.includes(before) ? before : undefined;
  const behind = /^[^.,;，；。]{0,8}?\b(?:for|by)\s(?:\p{L}+['’]s\s)?/u.exec(
    text.slice(claim.end, claim.end + 30),
  )?.[0];
  const beneficiary = behind && models.find(({ start }) => start === claim.end + behind.length);
  if (beneficiary) return beneficiary;
  const next = own[0];
  const isClose = next && next.start - claim.end <= REACH_BACK;
  return own.findLast(({ start }) => start <= claim.start) ?? (isClose ? next : (focus ?? next));
}

/** “OpenAI charges $10 per million tokens”: the sentence begins with another maker of models. */
function isOthers(
  claim: Claim,
  { reading, sentence, own }: Told,
  model: Named,
  entities: ReadonlyMap<string, Entity>,
): boolean {
  if (own.length > 0 || !MAKERS_OWN.has(claim.kind)) return false;
  const first = overlapping(reading.named, { start: sentence.start, end: sentence.start + OWN })[0];
  if (!first || !('entityId' in first.who) || !('entityId' in model.who)) return false;
  return (
    makers(entities).has(first.who.entityId) &&
    entities.get(model.who.entityId)?.parent !== first.who.entityId
  );
}

/** Whoever has a model on the list; per list, as it takes a walk over all of it. */
const makersByList = new WeakMap<ReadonlyMap<string, Entity>, ReadonlySet<string>>();

function makers(entities: ReadonlyMap<string, Entity>): ReadonlySet<string> {
  const known = makersByList.get(entities);
  if (known) return known;
  const found = new Set<string>();
  for (const { type, parent } of entities.values()) if (type === 'model' && parent) found.add(parent);
  makersByList.set(entities, found);
  return found;
}

function withoutRepeats(found: readonly Found[]): Found[] {
  const inText = new Set(
    found
      .filter(({ reading }) => reading.field === 'text')
      .flatMap(({ model, claims }) => claims.map((claim) => `${keyOfName(model)} ${keyOfClaim(claim)}`)),
  );
  const hasText = new Set(
    found.filter(({ reading }) => reading.field === 'text').map(({ model }) => keyOfName(model)),
  );
  return found.flatMap((each) => {
    const { model, reading } = each;
    const isTitle = reading.field === 'title' && hasText.has(keyOfName(model));
    const claims = distinct(each.claims).filter(
      (claim) => !isTitle || !inText.has(`${keyOfName(model)} ${keyOfClaim(claim)}`),
    );
    return isTitle && claims.length === 0 ? [] : [{ ...each, claims }];
  });
}

const keyOfClaim = ({ kind, value, unit, words }: Claim) =>
  `${kind} ${kind === 'benchmark' ? unit : (value ?? unit ?? words)}`;

/** Each claim once, the first time; of sizes the largest. */
function distinct(claims: readonly Claim[]): Claim[] {
  const kept = new Map<string, Claim>();
  for (const claim of claims) {
    const key = LARGEST.has(claim.kind) ? claim.kind : keyOfClaim(claim);
    const known = kept.get(key);
    if (!known || (LARGEST.has(claim.kind) && claim.value! > known.value!)) kept.set(key, claim);
  }
  return [...kept.values()];
}

function toRelease({ model, reading, sentence, claims }: Found): Release {
  const { start, end, who } = model;
  return {
    field: reading.field,
    start: sentence.start,
    end: sentence.end,
    model: { start, end, who, words: reading.text.slice(start, end) },
    claims,
  };
}

function compile(): Patterns {
  const { releases, comparisons } = words();
  const verbs = comparisons.filter((word) => /^[\u4e00-\u9fff]{2,}$/.test(word));
  return {
    release: new RegExp(anyOf(releases), 'gi'),
    comparison: new RegExp(
      `(?:${anyOf(comparisons)})\\s?(?:the\\s)?$|(?:${anyOf(verbs)})[^，。；、,]{0,10}$`,
      'i',
    ),
  };
}
