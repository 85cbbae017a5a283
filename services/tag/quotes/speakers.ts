import { keyOf, type Named } from '../reading.ts';
import { firstEndingAfter, overlapping } from '../text/spans.ts';
import { canSpeak, type Grammar, isPerson, type Narration, type Subject } from './narration.ts';

/** Sentences that a pronoun may look back over: some three paragraphs. */
const MEMORY = 10;

const FITTING: Record<Exclude<Subject, Named>, ((name: Named) => boolean) | undefined> = {
  he: isPerson,
  she: isPerson,
  person: isPerson,
  they: canSpeak,
  firm: ({ type }) => type === 'company' || type === 'lab' || type === 'organisation',
  agency: ({ type }) => type === 'agency' || type === 'organisation',
  voice: (name) => canSpeak(name) && !isPerson(name),
  unknown: undefined,
};

/** Whom pronouns and “the company” mean. */
export interface Speakers {
  /** @param at where the subject stands; only what comes before it counts */
  resolve(subject: Subject, at: number): Named | undefined;
  /** who speaks, or whom it is about, in the sentence that ends before an offset */
  before(at: number): Named | undefined;
}

export function speakersOf(narration: Narration, grammar: Grammar): Speakers {
  const { text, sentences, named } = narration;
  const subjects = new Map<number, Subject>();
  const genders = gendersOf(narration, grammar);

  /** Who is named as speaking in a sentence, else whom it is about. */
  const subjectOf = (index: number): Subject => {
    const known = subjects.get(index);
    if (known) return known;
    const { start, end } = sentences[index]!;
    const spoken = grammar.before(narration, start, end, start)?.subject;
    const subject = spoken && spoken !== 'unknown' ? spoken : grammar.topic(narration, start, end);
    subjects.set(index, subject);
    return subject;
  };

  const namedBefore = (at: number, fits: (name: Named) => boolean): Named | undefined => {
    const last = lastSentenceBefore(at);
    for (let index = last; index >= 0 && index > last - MEMORY; index--) {
      const sentence = sentences[index]!;
      const subject = subjectOf(index);
      if (typeof subject === 'object' && subject.end <= at && fits(subject)) return subject;
      const names = overlapping(named, { start: sentence.start, end: Math.min(sentence.end, at) });
      const first = names.find(fits);
      if (first) return first;
    }
    return undefined;
  };

  const lastSentenceBefore = (at: number) => {
    const index = firstEndingAfter(sentences, at - 1);
    return index < sentences.length && sentences[index]!.start < at ? index : index - 1;
  };

  const resolve = (subject: Subject, at: number): Named | undefined => {
    if (typeof subject === 'object') return subject;
    const fits = FITTING[subject];
    if (!fits) return undefined;
    if (subject !== 'he' && subject !== 'she') return namedBefore(at, fits);
    const other = subject === 'he' ? 'she' : 'he';
    return namedBefore(at, (name) => fits(name) && genders.get(keyOf(name.who)) !== other);
  };

  return {
    resolve,
    before(at) {
      const index = lastSentenceBefore(at);
      if (index < 0) return undefined;
      const { start, end } = sentences[index]!;
      const spoken = grammar.before(narration, start, Math.min(end, at), start);
      if (spoken) return resolve(spoken.subject, spoken.verb.start);
      const about = resolve(grammar.topic(narration, start, Math.min(end, at)), start);
      return about && isPerson(about) ? about : undefined;
    },
  };

  function gendersOf({ named }: Narration, { genderOf }: Grammar): Map<string, 'he' | 'she'> {
    const found = new Map<string, 'he' | 'she'>();
    for (const name of named) {
      if (!isPerson(name)) continue;
      const before = text.slice(Math.max(0, name.start - 8), name.start);
      const after = text.slice(name.end, name.end + 4);
      const gender = genderOf(text.slice(name.start, name.end), before, after);
      if (gender) found.set(keyOf(name.who), gender);
    }
    return found;
  }
}
