import type { Named } from '../reading.ts';
import { overlapping } from '../text/spans.ts';
import { nameAt, nameBefore, nameBeginning, type Token, tokensIn } from './english-tokens.ts';
import { canSpeak, isPerson, type Narration, type Subject } from './narration.ts';
import { words } from './words.ts';

/** Where the subject of a sentence begins at the latest. */
const REACH_OPENING = 50;

const PRONOUNS = new Map<string, Subject>([
  ['he', 'he'],
  ['she', 'she'],
  ['they', 'they'],
  ['it', 'voice'],
  ['i', 'unknown'],
  ['we', 'unknown'],
]);
/** Whose: “her answer”. */
export const POSSESSIVES = new Map<string, Subject>([
  ['his', 'he'],
  ['her', 'she'],
  ['its', 'voice'],
  ['their', 'they'],
]);
const PREPOSITIONS = new Set('of at from for with in to on by'.split(' '));

/** Who speaks by the verb at a token, looking back as far as the sentence’s beginning `from`. */
export function subjectBefore(
  narration: Narration,
  tokens: readonly Token[],
  at: number,
  from: number,
): Subject {
  const { between, saying } = words().en;
  let last = at - 1;
  while (last >= 0 && (between.has(tokens[last]!.word) || tokens[last]!.word.endsWith('ly'))) last--;
  if (last < 0) return from < tokens[0]!.start ? topic(narration, from, tokens[0]!.start) : 'unknown';
  const head = tokens[last]!;
  const gap = narration.text.slice(head.end, tokens[at]!.start);
  if (saying.has(tokens[at]!.word) || /^(?:and|but|or)$/.test(head.word))
    return topic(narration, from, tokens[at]!.start);
  if (gap.includes(',') || tokens[last + 1]!.word === 'who') {
    const noun = tokens.findIndex(({ end }) => narration.text[end] === ',');
    return beforeApposition(narration, from, head.end) ?? kindOf(narration, tokens, Math.max(noun, 0));
  }
  const pronoun = PRONOUNS.get(head.word);
  if (pronoun) return pronoun;
  return nounSubject(narration, tokens, last);
}

/** “Ye Kejiang, head of cloud computing at the institute, said”: the name that a comma follows. */
function beforeApposition(narration: Narration, from: number, to: number): Named | undefined {
  const { text } = narration;
  const inClause = overlapping(narration.named, { start: from, end: to }).filter(canSpeak);
  const followed = inClause.filter(({ end }) =>
    /^(?:['’]s?)?(?:,| of| at| from| \()/.test(text.slice(end, end + 6)),
  );
  return followed.find(isPerson) ?? followed[0];
}

/** The subject that ends with a token: a name, or a noun that names its kind. */
function nounSubject(narration: Narration, tokens: readonly Token[], last: number): Subject {
  const head = tokens[last]!;
  const name = nameAt(narration, head);
  if (!name) return kindOf(narration, tokens, last);
  const first = tokens.findIndex(({ start }) => start >= name.start);
  const preposition = tokens[first - 1]?.word === 'the' ? first - 2 : first - 1;
  if (!PREPOSITIONS.has(tokens[preposition]?.word ?? '')) return name;
  return attached(narration, tokens, preposition, name);
}

/** “a spokesman for Huawei” is Huawei, “Lee of Nvidia” is Lee, “analysts at Citi” are nobody. */
function attached(narration: Narration, tokens: readonly Token[], preposition: number, name: Named): Subject {
  const holder = tokens[preposition - 1];
  if (!holder) return name;
  const own = nameAt(narration, holder);
  if (own && isPerson(own)) return own;
  if (words().en.voices.has(holder.word)) return name;
  return isPerson(name) ? name : 'unknown';
}

/** “the company” and “the minister” point back, “a Huawei spokesman” names Huawei, “officials” are nobody. */
function kindOf(narration: Narration, tokens: readonly Token[], last: number): Subject {
  const { voices, firms, agencies, people } = words().en;
  const head = tokens[last]!;
  const word = head.word.replace(/['’]s$/, '');
  const owner = tokens[last - 1] && nameBefore(narration, head.start);
  if (voices.has(word) && owner) return owner;
  const holder = tokens[last - 1]?.word.replace(/['’]s$/, '') ?? '';
  if (voices.has(word) && people.has(holder)) return 'person';
  const article = tokens
    .slice(Math.max(0, last - 3), last)
    .some(({ word }) => /^(?:the|this|its|their)$/.test(word));
  if (!article || isQualified(narration, tokens[last - 1])) return 'unknown';
  if (firms.has(word)) return 'firm';
  if (agencies.has(word)) return 'agency';
  if (people.has(word)) return 'person';
  return voices.has(word) ? 'voice' : 'unknown';
}

/** “said Commerce Secretary Gina Raimondo”, “said the firm’s chief, Jensen Huang”, “said a spokesman for Huawei”. */
export function subjectAfter(
  narration: Narration,
  tokens: readonly Token[],
  verb: number,
  to: number,
): Subject {
  const { text } = narration;
  const next = tokens[verb + 1];
  if (!next) return 'unknown';
  const pronoun = PRONOUNS.get(next.word);
  if (pronoun) return pronoun;
  const comma = text.slice(next.start, to).search(/[,;:]|\bwho\b|\bin an?\b|\bon \p{Lu}/u);
  const end = comma < 0 ? to : next.start + comma;
  const names = overlapping(narration.named, { start: next.start, end }).filter(canSpeak);
  const person = names.find(isPerson);
  if (person) return person;
  const beyond = nameBeginning(narration, end + 2);
  const last = tokens.findLastIndex((token) => token.end <= end);
  if (beyond && isPerson(beyond) && text[end] === ',' && names.every(({ start }) => start > next.start - 1)) {
    if (
      words().en.people.has(tokens[last]?.word ?? '') ||
      /\b(?:executive|officer|head|lead)$/.test(text.slice(next.start, end))
    )
      return beyond;
  }
  const [name] = names;
  if (!name) return kindOf(narration, tokens, last);
  if (name.start === next.start || (next.word === 'the' && name.start - next.end === 1))
    return isVoice(text, name, end) ? name : 'unknown';
  return tokens.slice(verb + 1, last + 1).some(({ word }) => words().en.voices.has(word)) ? name : 'unknown';
}

/** “said Huawei”, “said Huawei’s spokesman”; not “said Huawei’s founder”. */
function isVoice(text: string, name: Named, end: number): boolean {
  const rest = text
    .slice(name.end, end)
    .replace(/^['’]s?/, '')
    .trim();
  const last = /[\p{L}-]+$/u.exec(rest)?.[0].toLowerCase();
  return last === undefined || words().en.voices.has(last);
}

/** “Her answer: …” */
function utterer(tokens: readonly Token[], at: number): Subject | undefined {
  const isUtterance = words().en.utterances.has(tokens[at]!.word);
  return isUtterance ? POSSESSIVES.get(tokens[at - 1]?.word ?? '') : undefined;
}

/** “the Dutch government” is somebody else than “the government”. */
function isQualified({ text }: Narration, token: Token | undefined): boolean {
  return (
    token !== undefined && !/^(?:the|this|its|their)$/.test(token.word) && /\p{Lu}/u.test(text[token.start]!)
  );
}

/** Whom a sentence is about: its first name, a person before others, unless a pronoun or “the company” comes before. */
export function topic(narration: Narration, from: number, to: number): Subject {
  const names = overlapping(narration.named, { start: from, end: to }).filter(canSpeak);
  const tokens = tokensIn(narration.text, from, Math.min(to, names[0]?.start ?? to, from + REACH_OPENING));
  for (const [at, { word }] of tokens.entries()) {
    const subject = PRONOUNS.get(word) ?? utterer(tokens, at) ?? kindOf(narration, tokens, at);
    if (subject !== 'unknown') return subject;
  }
  return names.find(isPerson) ?? names[0] ?? 'unknown';
}
