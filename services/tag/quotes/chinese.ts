import { simplified } from '../../text/simplified.ts';
import { overlapping, type Span } from '../text/spans.ts';
import {
  type Attribution,
  canSpeak,
  type Grammar,
  isPerson,
  type Narration,
  type Subject,
} from './narration.ts';
import { words } from './words.ts';

/** UTF-16 units of a sentence that are looked at on either side of a quote. */
const REACH_BEFORE = 200;
const REACH_AFTER = 60;
/** Clauses without a name that a verb may stand behind its subject. */
const MOST_CLAUSES = 4;
/** Characters of the longest list, plan or product in quotation marks. */
const LONGEST_NAME = 14;

/** Right before a name: it is spoken to, not speaking. */
const ADDRESSED = /(?:对|向|告诉|给|被|与|和|同|跟|针对|关于|致|采访|提问|询问|由于|援引|引述|引用|把)$/;
/** Right behind a name: it only describes what comes next. */
const DESCRIBING = /^(?:旗下(?!人士)|的(?!发言人)|与|和|、|领导|创办|创立|执掌|及|生产|推出|发布|概念|时)/;
const PRONOUN = /(?<!其|吉)([他她])(?!的|们|国|人)/g;

export const chinese: Grammar = { before, after, topic, isTerm, isTitle, genderOf };

interface Patterns {
  /** verbs of two characters and more anywhere, those of one where the rest says that they are verbs */
  verb: RegExp;
  notSaid: readonly string[];
  between: RegExp;
  unknown: RegExp;
  kinds: { kind: Subject; nouns: RegExp }[];
  terms: RegExp;
  contents: RegExp;
  names: RegExp;
}

let patterns: Patterns | undefined;

function before(narration: Narration, from: number, to: number, begin: number): Attribution | undefined {
  const start = Math.max(from, to - REACH_BEFORE);
  const text = plain(narration, start, to);
  const found = lastVerb(text, ({ end }) => isNear(text.slice(end)));
  if (!found) return undefined;
  const direct = isNear(text.slice(found.end));
  const verb = { start: start + found.start, end: start + found.end };
  return { verb, subject: subjectBefore(narration, begin, verb.start), direct };
}

/** Nothing but an object and a comma or colon stands between a verb and the quote. */
function isNear(rest: string): boolean {
  const words = rest.trimEnd();
  return /^[^，,。；]{0,6}$/.test(words) || /^(?:道|过|了|到)?[^，,。；]{0,14}[，,：:]$/.test(words);
}

/** @param isNear whether a verb that may have other objects stands at the quote */
function lastVerb(text: string, isNear: (verb: Span) => boolean): Span | undefined {
  patterns ??= compile();
  const { called } = words().zh;
  const all = [...text.matchAll(patterns.verb)].map(({ index: start, 0: word }) => ({
    start,
    end: start + word.length,
  }));
  return all.findLast(
    (verb) => isVerb(text, verb) && (!called.has(text.slice(verb.start, verb.end)) || isNear(verb)),
  );
}

/** One character is a verb only where it ends its clause (“他说：”) or begins one (“，称…”). */
function isVerb(text: string, { start, end }: Span): boolean {
  const around = text.slice(Math.max(0, start - 2), end + 1);
  if (end - start > 1) return !/[的师员家书性会]/.test(text[end] ?? '');
  if (patterns!.notSaid.some((word) => around.includes(word))) return false;
  if (/^(?:道|到|过)?\s*(?:[，,：:]|$)/.test(text.slice(end, end + 4))) return true;
  return text[start] === '称' && (start === 0 || /[，,并还则也方家者人]/.test(text[start - 1]!));
}

/** Of the nearest clause that has one. */
function subjectBefore(narration: Narration, from: number, verb: number): Subject {
  const { text } = narration;
  patterns ??= compile();
  let to = verb;
  for (let clauses = 0; clauses < MOST_CLAUSES && to > from; clauses++) {
    const start = clauseStart(text, from, to);
    const subject = subjectIn(narration, start, to);
    if (subject) return subject;
    to = start - 1;
  }
  return 'unknown';
}

function clauseStart(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && !/[，,；;：:\n]/.test(text[at - 1]!)) at--;
  return at;
}

function subjectIn(narration: Narration, from: number, to: number): Subject | undefined {
  const speaking = overlapping(narration.named, { start: from, end: to }).filter(
    (name) => canSpeak(name) && !ADDRESSED.test(plain(narration, Math.max(from, name.start - 3), name.start)),
  );
  const subjects = speaking.filter(({ end }) => !DESCRIBING.test(plain(narration, end, end + 4)));
  const person = subjects.findLast(isPerson);
  if (person) return person;
  const clause = plain(narration, from, to);
  const pronoun = [...clause.matchAll(PRONOUN)].at(-1)?.[1];
  if (pronoun) return pronoun === '他' ? 'he' : 'she';
  const name = subjects.at(-1);
  const kind = kindOf(name ? clause.slice(name.end - from) : clause);
  return name && kind !== 'unknown' && kind !== 'person' ? name : kind;
}

/** What begins a clause or stands right before its verb: 该公司 points back, 分析师 is nobody. */
function kindOf(clause: string): Subject | undefined {
  const { between, unknown, kinds } = patterns!;
  const noun = clause.replace(between, '');
  const kind = kinds.find(({ nouns }) => nouns.test(noun))?.kind;
  return kind !== 'person' && unknown.test(clause) ? 'unknown' : kind;
}

/** A stretch of the narration in simplified characters. */
const plain = ({ text }: Narration, from: number, to: number): string => simple(text.slice(from, to));

function simple(text: string): string {
  const units: number[] = [];
  for (let at = 0; at < text.length; at++) units.push(simplified(text.charCodeAt(at)));
  return String.fromCharCode(...units);
}

function after(narration: Narration, from: number, to: number, sign: string): Attribution | undefined {
  const { text } = narration;
  const end = Math.min(to, from + REACH_AFTER);
  const [lead] = /^[\s，,—]*/.exec(text.slice(from, end))!;
  const start = from + lead.length;
  const length = text.slice(start, end).search(/[，,：:。！？!?；;\n“"「『‘\0]/);
  const stop = length < 0 ? end : start + length;
  // “…。”王小川也说，… begins a sentence that has its own object.
  if (/[.。]/.test(sign) && !/^(?:[。！？!?\n]|$|[，,]\s*[“"「『])/.test(text.slice(stop, to + 1)))
    return undefined;
  const clause = plain(narration, start, stop).trimEnd();
  const found = lastVerb(clause, () => true);
  if (!found || !/^(?:道|到|了|着)?$/.test(clause.slice(found.end))) return undefined;
  const verb = { start: start + found.start, end: start + found.end };
  return { verb, subject: subjectIn(narration, start, verb.start) ?? 'unknown', direct: true };
}

function topic(narration: Narration, from: number, to: number): Subject {
  return subjectBefore(narration, Math.max(from, to - REACH_BEFORE), to);
}

function isTerm(before: string, after: string): boolean {
  patterns ??= compile();
  return (
    patterns.terms.test(simple(before.slice(-6)).trimEnd()) ||
    patterns.contents.test(simple(after.slice(0, 6)))
  );
}

function isTitle(quoted: string): boolean {
  if (quoted.length > LONGEST_NAME || /[的是了不我们会]/.test(quoted)) return false;
  patterns ??= compile();
  return patterns.names.test(simple(quoted));
}

function genderOf(_name: string, _before: string, after: string): 'he' | 'she' | undefined {
  if (after.startsWith('先生')) return 'he';
  return after.startsWith('女士') ? 'she' : undefined;
}

function compile(): Patterns {
  const { said, called, notSaid, between, unknown, voices, firms, agencies, people, ...rest } = words().zh;
  const any = (list: ReadonlySet<string>) => [...list].sort((a, b) => b.length - a.length).join('|');
  const noun = (list: ReadonlySet<string>) =>
    new RegExp(`^(?:但|而|不过|然而|对此|随后)?(?:${any(list)})|(?:${any(list)})$`);
  return {
    terms: new RegExp(`(?:${any(rest.terms)})$`),
    contents: new RegExp(`^(?:${any(rest.contents)})`),
    names: new RegExp(`(?:${any(rest.names)})$`),
    verb: new RegExp(any(new Set([...said, ...called])), 'g'),
    notSaid: [...notSaid],
    between: new RegExp(`(?:${any(between)})+$`),
    unknown: new RegExp(`^(?:[^在于向对].{0,6})?(?:${any(unknown)})|(?:${any(unknown)})$`),
    kinds: [
      { kind: 'person', nouns: noun(people) },
      { kind: 'firm', nouns: noun(firms) },
      { kind: 'agency', nouns: noun(agencies) },
      { kind: 'voice', nouns: noun(voices) },
    ],
  };
}
