import nlp from 'compromise/two';
import { isLetter } from '../text/fold.ts';
import { firstEndingAfter, overlapping, type Span } from '../text/spans.ts';
import type { EntityType } from './entity.ts';
import { isFamilyFirst } from './surnames.ts';
import { wordList } from './word-lists.ts';

/** A person, organisation or place that the entity list does not know; offsets into the text. */
export interface Found extends Span {
  name: string;
  type: 'person' | 'organisation' | 'place';
}

/** Capitalised words in a row, as far as one name may go. */
interface Run extends Span {
  parts: string[];
  /** an honorific or a role stood before it and was left off: Premier Li Qiang */
  titled: boolean;
  /** begins its sentence, where every word has a capital */
  initial: boolean;
}

const RUN =
  /\p{Lu}[\p{L}\p{N}’'&-]*\.?(?:(?: (?:of the|of|for the|for|and|on|de|van|von|der|den|bin|al))? (?:\p{Lu}[\p{L}\p{N}’'&-]*(?:\.(?=\s\p{Lu}))?))*/gu;

const ROLES = wordList('roles');
const ORG_LAST = wordList('organisationLast');
const ORG_FIRST = wordList('organisationFirst');
const ORG_NOUNS = wordList('organisationNouns');
const NEVER = wordList('neverNames');
const STOP = wordList('stopWords');
const SPEECH =
  /^\s*(?:,\s)?(?:said|says|told|added|wrote|argued|warned|noted|explained|tweeted|testified|asked)\b/;
const APPOSITION =
  /^,\s(?:a|an|the|who|whose|chief|head|senior|managing|co-founder|founder|director|analyst|professor|president|chair|vice|global|research|\p{Lu}[\p{L}-]+\s(?:strategist|analyst|economist|director|manager|professor|partner|fellow))\b/u;

/** The dictionary that compromise tags by: word → kind, in small letters. */
const lexicon = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon;
const FIRST_NAMES = new Set(['FirstName', 'MaleName', 'FemaleName']);
const PLACES = new Set(['City', 'Country', 'Region', 'Place']);

/**
 * Names in English text which no listed mention covers. Rules decide first (suffixes, roles, apposition, name
 * dictionaries); compromise is asked only about what they leave open, one sentence at a time, since it costs more than
 * all the rest together.
 *
 * @param taken spans of listed mentions, in order
 * @param loose those among them that a longer name may swallow: places, and words that are names only by their context
 */
export function englishNames(
  text: string,
  sentences: readonly Span[],
  taken: readonly Span[],
  loose: ReadonlyMap<Span, EntityType>,
): Found[] {
  const found: Found[] = [];
  for (const sentence of sentences) {
    const words = text.slice(sentence.start, sentence.end);
    if (!isRunning(words)) continue;
    const runs = runsIn(words, sentence.start, (piece) => isListed(piece, taken, loose));
    const open: Run[] = [];
    for (const run of runs) {
      if (isCovered(text, run, taken, loose)) continue;
      const type = typeByRules(text, run);
      if (type) found.push(foundAs(type, run));
      else if (run.parts.length > 1 && run.parts.length < 4 && run.parts.some(isNameLike)) open.push(run);
    }
    if (open.length > 0) found.push(...askCompromise(words, open));
  }
  return found;
}

const JOINTS = "’'-";

/** Title case and lists of keywords have capitals everywhere: nothing to be learnt from one. */
function isRunning(words: string): boolean {
  let all = 0;
  let small = 0;
  let within = false;
  for (let i = 0; i < words.length; i++) {
    const isPart = isLetter(words.charCodeAt(i));
    if (isPart && !within) {
      all++;
      if (words[i] !== words[i]!.toUpperCase()) small++;
    }
    within = isPart || (within && JOINTS.includes(words[i]!));
  }
  return all >= 4 && small / all >= (/[.!?]['"’”)]*$/.test(words) ? 0.2 : 0.4);
}

function runsIn(words: string, offset: number, isKnown: (piece: Span) => boolean): Run[] {
  return [...words.matchAll(RUN)].flatMap((match) => {
    const initial = /^[“"‘'(\s]*$/.test(words.slice(0, match.index));
    return piecesOf(match[0]).flatMap(({ piece, at }) => {
      const start = offset + match.index + at;
      if (isKnown({ start, end: start + piece.length })) return [];
      const run = trimRun(piece, start, initial && at === 0);
      return run ? [run] : [];
    });
  });
}

const CONNECTOR = / (of the|of|for the|for|and|on) /;

/**
 * Parts a run at its small words, save where they hold one name together: “Institute of …” goes on after a noun that
 * heads an organisation, “… of Industry and Security” after such a pair. “Li Qiang on Monday” is two things.
 */
function piecesOf(words: string): { piece: string; at: number }[] {
  const [first, ...rest] = words.split(CONNECTOR);
  const pieces = [{ piece: first!, at: 0 }];
  let end = first!.length;
  let joined = false;
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const [connector, next] = [rest[i]!, rest[i + 1]!];
    const current = pieces.at(-1)!;
    const last = current.piece.split(' ').at(-1)!;
    const heads = connector !== 'and' && ORG_LAST.has(last.toLowerCase());
    const pair: boolean = connector === 'and' && joined && !next.includes(' ');
    if (heads || pair) current.piece += ` ${connector} ${next}`;
    else pieces.push({ piece: next, at: end + connector.length + 2 });
    joined = heads || pair;
    end += connector.length + 2 + next.length;
  }
  return pieces;
}

/** Cuts off possessives, a sentence's first small word, roles before a name and signs behind it. */
function trimRun(words: string, at: number, initial: boolean): Run | undefined {
  let start = at;
  let rest = words.replace(/(?:['’]s?|[.&'’-]+)$/u, '').split(/['’]s\s/)[0]!;
  let titled = false;
  for (;;) {
    const first = /^(\S+)\s+(?=\S)/u.exec(rest);
    if (!first) break;
    const word = first[1]!.replace(/\.$/, '').toLowerCase();
    const role = ROLES.has(word);
    const idle = initial && start === at && STOP.has(word) && !isFamilyFirst(rest.split(' '));
    if (!role && !idle && !['of', 'for', 'and', 'on', 'the'].includes(word)) break;
    titled = role;
    start += first[0].length;
    rest = rest.slice(first[0].length);
  }
  const parts = rest.split(' ');
  const organised = parts.length > 1 && parts.some((part) => ORG_LAST.has(part.toLowerCase()));
  if (parts.some((part) => isNoName(part, organised)) || STOP.has(rest.toLowerCase())) return undefined;
  return rest.length < 2
    ? undefined
    : { start, end: start + rest.length, parts, titled, initial: initial && start === at };
}

/**
 * Days, peoples and the like, save in an organisation's name (Chinese Academy of Sciences), and words run together:
 * “BeijingChinaChinese” has lost its spaces.
 */
function isNoName(part: string, organised: boolean): boolean {
  return (!organised && NEVER.has(part.toLowerCase())) || (part.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) > 2;
}

/** Whether a piece is one firm name of the list but for a possessive or a full stop: half of all are, and need no trimming. */
function isListed(
  { start, end }: Span,
  taken: readonly Span[],
  loose: ReadonlyMap<Span, EntityType>,
): boolean {
  const span = taken[firstEndingAfter(taken, start)];
  return span !== undefined && span.start <= start && span.end >= end - 2 && !loose.has(span);
}

function isCovered(
  text: string,
  run: Run,
  taken: readonly Span[],
  loose: ReadonlyMap<Span, EntityType>,
): boolean {
  return overlapping(taken, run).some((span) => {
    const type = loose.get(span);
    if (type === undefined || span.end - span.start >= run.end - run.start) return true;
    // Claude Dupont is a person only where the text shows one: Claude Pro begins with a first name as well.
    return type !== 'place' && span.start === run.start && !actsAsPerson(text, run);
  });
}

function typeByRules(text: string, run: Run): Found['type'] | undefined {
  const { parts } = run;
  const last = parts.at(-1)!.toLowerCase();
  if (parts.length > 1 && (ORG_LAST.has(last) || ORG_FIRST.has(`${parts[0]} ${parts[1]}`.toLowerCase()))) {
    return 'organisation';
  }
  if (parts.length > 2 && parts.includes('of') && parts.some((part) => ORG_LAST.has(part.toLowerCase()))) {
    return 'organisation';
  }
  if (/(?:^|\s)of(?:\s|$)|(?:^|\s)(?:and|for|on)(?:\s|$)/.test(parts.join(' '))) return undefined;
  if (isPerson(text, run)) return 'person';
  if (isNamedOrganisation(text, run)) return 'organisation';
  const tag = tagOf(parts.join(' '));
  return tag && PLACES.has(tag) && !run.initial ? 'place' : undefined;
}

function isPerson(text: string, run: Run): boolean {
  const { parts } = run;
  if (
    parts.length < 2 ||
    parts.length > 4 ||
    parts.some((part) => !/^\p{Lu}[\p{Ll}.][\p{L}.’'-]*$|^\p{Lu}\.?$/u.test(part))
  ) {
    return false;
  }
  const first = tagOf(parts[0]!);
  const known = (first !== undefined && FIRST_NAMES.has(first)) || isFamilyFirst(parts);
  if (known) return true;
  if (parts.some((part) => PLACES.has(tagOf(part) ?? ''))) return false;
  return actsAsPerson(text, run);
}

function actsAsPerson(text: string, run: Run): boolean {
  const after = text.slice(run.end, run.end + 60);
  return run.titled || SPEECH.test(after) || APPOSITION.test(after);
}

/** “financial services company Invesco”: a noun that says what it is, right before. */
function isNamedOrganisation(text: string, run: Run): boolean {
  const before = /([\p{L}-]+)\s$/u.exec(text.slice(Math.max(0, run.start - 30), run.start))?.[1];
  return before !== undefined && ORG_NOUNS.has(before);
}

/** Whether a word is more than a name: the dictionary holds it as a noun, verb, adjective or first name. */
export function isEnglishWord(word: string): boolean {
  const small = word.toLowerCase();
  return STOP.has(small) || (tagOf(small) ?? 'Organization') !== 'Organization';
}

function tagOf(words: string): string | undefined {
  const tag = lexicon[words.toLowerCase()];
  return Array.isArray(tag) ? tag[0] : tag;
}

/** Without a word that its dictionary holds as a name, compromise would only guess. */
function isNameLike(part: string): boolean {
  const tag = tagOf(part);
  return (
    tag !== undefined && (FIRST_NAMES.has(tag) || PLACES.has(tag) || tag === 'LastName' || tag === 'Person')
  );
}

/** Only full agreement counts: measured on this beat, its guesses beside the name's exact words are mostly wrong. */
function askCompromise(sentence: string, runs: readonly Run[]): Found[] {
  const doc = nlp(sentence);
  return runs.flatMap((run): Found[] => {
    const terms = doc.match(run.parts.join(' ').replace(/[^\p{L}\p{N}\s.-]/gu, ''));
    if (!terms.found) return [];
    if (terms.has('^#Person+$')) return [foundAs('person', run)];
    return terms.has('^#Place+$') ? [foundAs('place', run)] : [];
  });
}

function foundAs(type: Found['type'], { start, end, parts }: Run): Found {
  return { start, end, name: parts.join(' '), type };
}
