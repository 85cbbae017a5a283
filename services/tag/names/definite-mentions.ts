import { simplifiedText } from '../../text/simplified.ts';
import type { Named } from '../reading.ts';
import { firstEndingAfter, overlapping, overlapsAny, type Span } from '../text/spans.ts';
import { type Descriptions, describes, descriptionsIn, type Kind } from './descriptions.ts';
import type { Entity } from './entity.ts';

/** A text with its sentences and the names found in it so far, both in order. */
export interface NamedText {
  text: string;
  /** ISO 639-1; only `en` and `zh` have descriptions */
  language: string;
  sentences: readonly Span[];
  named: readonly Named[];
}

/** What follows makes the description its own: the company that…, the start-up scene, the chip war. */
const OWN =
  /^\s(?:that|which|who|whose|behind|in question|scene|world|sector|industry|ecosystem|community|culture|war|wars|act|bill|law|rule|rules|industries|founded by|called|named|known as|of|everyone|everybody|nobody|we|you|he|she|they|people)\b/;
/** A description inside a clause of its own: “Nvidia said the company would …”, not “Nvidia bought the company”. */
const OPENS_CLAUSE =
  /(?:,|;|:|[“"‘]|\b(?:that|said|says|after|before|as|because|while|when|whether|if|but|since|although|though|where|how|what|why|until|so))\s?$/i;
const OPENS_CLAUSE_ZH = /[，；：、“「]$|(?:称|表示|说|指出|显示|认为|透露)$/;

/** Before a subject stand only a dateline, its own modifiers, “shares of” and one phrase of time up to a comma. */
const BEFORE_SUBJECT =
  /^(?:\p{Lu}[\p{L}., ]{0,30}(?:\([\p{L} ]{1,20}\) )?[-–—] )?["“‘'(]*(?:(?:[\p{L}\p{N}.’'-]+ ){0,9}?[\p{L}\p{N}.’'-]+, )?(?:(?:but|and|yet|so) )?(?:(?:the|a|an) )?(?:shares (?:of|in) )?(?:[\p{L}\p{N}-]+ ){0,4}$/iu;
const PREPOSITION =
  /\b(?:of|in|at|by|for|from|with|to|on|and|or|as|than|about|against|between|over|under|into|like|via|per|said|says)\s$/i;
const SHARES = /^(?:["“(]*)shares (?:of|in)\s$/i;
const NOT_ITSELF =
  /^(?:['’]s (?:[\p{L}-]+ )?(?:rivals?|suppliers?|customers?|partners?|competitors?|subsidiary|unit|parent|owner|shareholders?|investors?|backers?)\b| (?:analysts?|economists?|strategists?)\b)/u;
const RELEASED =
  /\b(?:released|unveiled|launched|introduced|open-sourced|published|announced|debuted|presented|shipped|rolled out) (?:(?!that |than |over |against |on |of |with |to )[\p{L}\p{N}’'-]{1,20} ){0,5}$/iu;

const BEFORE_SUBJECT_ZH =
  /^(?:[^，。；]{0,30}(?:日|月|年|周[一二三四五六日]|天|时间|消息|报道|获悉|注意到|此外|同时|不过|随后|目前|其中|之下|显示|透露)，)?(?:(?!对|在|针对|为|从|据|根据|由|当|关于|随着|比起)[^，。；：]{0,10}(?:公司|企业|厂商|制造商|巨头|龙头|机构|部门|独角兽|初创|实验室|团队|品牌|大厂|日|天|年|月|午|晚|周[一二三四五六日]|但|而|不过|尽管|虽然|由于|近期|随后|此前|同时|其中|称|表示)\s?)?$/;
const NAMELESS =
  /\b(?:companies|company|firms?|rivals?|suppliers?|competitors?|start-?ups?|labs?|agency|agencies|regulators?|ministry|ministries)\b|公司|企业|厂商|机构|集团|对手|供应商/i;
const NOT_BEFORE_SUBJECT_ZH =
  /(?:[对向从与和跟同在据被由为给把将于比让及、获入购投用了过]|通过|根据|采访)\s?$/;
const NOT_ITSELF_ZH = /^\s?(?:的|等|和|与|、|及|旗下|系|分析师|采访|投资)/;
const RELEASED_ZH = /(?:发布|推出|开源|上线|公布|亮相)[^，。；超比于对基击败]{0,20}$/;
/** A name in Latin letters that nobody knows may be the one that is meant. */
const UNKNOWN_IN_CHINESE = /[A-Z][A-Za-z]*[a-z][A-Za-z]*/g;

/** Nothing is certain over more than so many UTF-16 units. */
const LONGEST_LOOK = 600;

/**
 * Descriptions that surely stand for a name: “the company”, “the Hangzhou-based lab”, 该公司. Sure is: one single fitting
 * entity is named in the sentence before, or before it in its own sentence, and is the subject there (a model or chip may
 * also be what is released); no other fitting one stands beside it. A description found serves the next sentence as a name.
 *
 * @returns in reading order, each with its reason; one may lie over the name of a place (the Hangzhou-based lab)
 */
export function definiteMentions(read: NamedText, entities: ReadonlyMap<string, Entity>): Named[] {
  const { text, language, sentences } = read;
  if (language !== 'en' && language !== 'zh') return [];
  const descriptions = descriptionsIn(language);
  // The patterns are in simplified characters; offsets stay.
  const plain =
    language === 'zh' && /[該這稱預將還發與]/.test(text) ? { ...read, text: simplifiedText(text) } : read;
  const found: Named[] = [];
  for (const match of plain.text.matchAll(descriptions.pattern)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const kind = kindOf(descriptions, match[1] ?? match[2]!);
    if (kind === undefined || !standsAlone(plain, span)) continue;
    const at = firstEndingAfter(sentences, span.start);
    const one = antecedent(plain, found, kind, span, at, entities);
    if (one)
      found.push({ ...span, who: one.who, type: one.type, reason: reasonFor(text, span, one, entities) });
  }
  return found;
}

const kindOf = ({ kinds }: Descriptions, noun: string): Kind | undefined => kinds.get(noun.toLowerCase());

/** Neither beside a name that it only introduces (the chipmaker Nvidia) nor over anything but a place. */
function standsAlone({ text, named, language }: NamedText, span: Span): boolean {
  if (overlapping(named, span).some(({ type }) => type !== 'place')) return false;
  if (language === 'zh') return overlapping(named, { start: span.end, end: span.end + 1 }).length === 0;
  const next = { start: span.end + 1, end: span.end + 3 };
  return !OWN.test(text.slice(span.end, span.end + 24)) && overlapping(named, next).length === 0;
}

function antecedent(
  read: NamedText,
  found: readonly Named[],
  kind: Kind,
  span: Span,
  at: number,
  entities: ReadonlyMap<string, Entity>,
): Named | undefined {
  const own = read.sentences[at];
  if (!own || own.start > span.start || span.start - own.start > LONGEST_LOOK) return undefined;
  const fitting = (within: Span) =>
    [...overlapping(read.named, within), ...overlapping(found, within)]
      .filter((name) => !isModifier(read.text, name) && mayMean(kind, name, entities))
      .sort((a, b) => a.start - b.start);
  const before = { start: own.start, end: span.start };
  const here = fitting(before);
  if (here.length > 0) return opensClause(read, span, own) ? theOne(read, here, kind, before) : undefined;
  // “Several start-ups said the company …”: some other one comes between.
  if (NAMELESS.test(read.text.slice(before.start, before.end))) return undefined;
  const previous = read.sentences[at - 1];
  if (!previous || previous.end - previous.start > LONGEST_LOOK) return undefined;
  return theOne(read, fitting(previous), kind, previous);
}

/** “Alibaba-backed Moonshot” is about Moonshot. */
const isModifier = (text: string, { end }: Span): boolean => text[end] === '-';

/** Somebody whom the list does not know may be any kind of organisation, so that none beside it is certain. */
function mayMean(kind: Kind, { who, type }: Named, entities: ReadonlyMap<string, Entity>): boolean {
  if (!('entityId' in who)) return type === 'organisation' && !kind.product;
  const entity = entities.get(who.entityId);
  return entity !== undefined && describes(kind, entity);
}

function opensClause({ text, language }: NamedText, span: Span, sentence: Span): boolean {
  const before = text.slice(Math.max(sentence.start, span.start - 20), span.start);
  return (language === 'zh' ? OPENS_CLAUSE_ZH : OPENS_CLAUSE).test(before);
}

/** A name that is not a subject the first times is none. */
const MOST_TRIED = 3;

/** The only one among some fitting names, if it is what that stretch of a sentence is about. */
function theOne(read: NamedText, names: readonly Named[], kind: Kind, sentence: Span): Named | undefined {
  const [first] = names;
  if (!first || names.some(({ who }) => !isSame(who, first.who))) return undefined;
  if (read.language === 'zh' && holdsUnknown(read, sentence)) return undefined;
  // Of an organisation outside the list no more is known than that it is one.
  if (!('entityId' in first.who) && !kind.types.includes('company')) return undefined;
  return names.slice(0, MOST_TRIED).some((name) => isSubject(read, name, sentence, kind)) ? first : undefined;
}

function holdsUnknown({ text, named }: NamedText, { start, end }: Span): boolean {
  return [...text.slice(start, end).matchAll(UNKNOWN_IN_CHINESE)].some(({ index, 0: word }) => {
    const span = { start: start + index, end: start + index + word.length };
    return text[span.start - 1] !== '(' && text[span.start - 1] !== '（' && !overlapsAny(named, span);
  });
}

const isSame = (a: Named['who'], b: Named['who']): boolean =>
  'entityId' in a ? 'entityId' in b && a.entityId === b.entityId : 'name' in b && a.name === b.name;

/** No subject stands further into its sentence than this many UTF-16 units. */
const LONGEST_START = 120;

function isSubject({ text, language }: NamedText, name: Named, sentence: Span, kind: Kind): boolean {
  const before = text.slice(Math.max(sentence.start, name.start - LONGEST_START), name.start);
  const after = text.slice(name.end, name.end + 40);
  if (language === 'zh') {
    if (NOT_ITSELF_ZH.test(after)) return false;
    if (kind.product && RELEASED_ZH.test(before)) return true;
    return BEFORE_SUBJECT_ZH.test(before) && !NOT_BEFORE_SUBJECT_ZH.test(before);
  }
  if (NOT_ITSELF.test(after)) return false;
  if (kind.product && RELEASED.test(before)) return true;
  return (SHARES.test(before) || !PREPOSITION.test(before)) && BEFORE_SUBJECT.test(before);
}

function reasonFor(text: string, span: Span, { who }: Named, entities: ReadonlyMap<string, Entity>): string {
  const name = 'entityId' in who ? entities.get(who.entityId)!.name : who.name;
  return `${text.slice(span.start, span.end)} = ${name}, named just before`;
}
