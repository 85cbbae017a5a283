import type { Facts } from '../facts.ts';
import { evaluate } from './evaluate.ts';
import { createFrequencies } from './frequencies.ts';
import { necessary, type Term } from './necessary.ts';
import { createPostings } from './postings.ts';
import type { Program } from './program.ts';

/** The programs of many alerts, of which an article runs but those that need something it has. */
export interface AlertIndex {
  readonly size: number;
  /** Takes an alert in, or another program for it. */
  put(id: number, program: Program): void;
  drop(id: number): void;
  /** Shows it what articles are like, so that it knows which terms are rare. */
  learn(facts: Facts): void;
  /** Alerts that may be for an article: what they need is there. In no order. */
  candidates(facts: Facts): number[];
  /** Alerts whose programs find the article; by rising id. */
  matching(facts: Facts): number[];
}

interface Entry {
  id: number;
  program: Program;
  /** Null where every article may be one. */
  terms: ReadonlySet<Term> | null;
  /** The last round in which it was seen. */
  round: number;
  /** How often its terms were there and its program found nothing. */
  vain: number;
}

/** After so many articles in vain, an alert’s terms are chosen anew. */
const mostVain = 64;
/** Of articles that are matched every so many is learned from. */
const learnedEvery = 4;
/** Of words that begin so, by the number of letters; a Chinese character is the beginning of few. */
const prefixShare = (prefix: string) =>
  prefix > '\u2e80' ? 0.05 : ([1, 0.9, 0.5, 0.2][prefix.length] ?? 0.05);
/** The share of articles in a story. */
const storyShare = 1e-6;

export function createAlertIndex(): AlertIndex {
  const entries = new Map<number, Entry>();
  const always = new Set<Entry>();
  const postings = createPostings<Entry>();
  const frequencies = createFrequencies();
  let round = 0;

  const shareOf = (term: Term): number => {
    const text = term.slice(1);
    return term[0] === '=' ? frequencies.shareOf(text) : term[0] === '^' ? prefixShare(text) : storyShare;
  };
  const place = (entry: Entry) => {
    entry.terms = necessary(entry.program, shareOf);
    entry.vain = 0;
    if (!entry.terms) always.add(entry);
    else for (const term of entry.terms) postings.add(term, entry);
  };
  const displace = (entry: Entry) => {
    if (!entry.terms) always.delete(entry);
    else for (const term of entry.terms) postings.remove(term, entry);
  };
  const drop = (id: number) => {
    const entry = entries.get(id);
    if (entry) displace(entry);
    entries.delete(id);
  };
  const concerned = (facts: Facts): Entry[] => {
    const found = [...always];
    round++;
    postings.visit(facts, (entry) => {
      if (entry.round === round) return;
      entry.round = round;
      found.push(entry);
    });
    return found;
  };
  const finds = (entry: Entry, facts: Facts): boolean => {
    if (evaluate(entry.program, facts)) return true;
    if (++entry.vain >= mostVain && entry.terms) {
      displace(entry);
      place(entry);
    }
    return false;
  };

  return {
    get size() {
      return entries.size;
    },
    put(id, program) {
      drop(id);
      const entry: Entry = { id, program, terms: null, round: 0, vain: 0 };
      entries.set(id, entry);
      place(entry);
    },
    drop,
    learn: ({ lexemes }) => frequencies.note(lexemes),
    candidates: (facts) => concerned(facts).map(({ id }) => id),
    matching(facts) {
      if (round % learnedEvery === 0) frequencies.note(facts.lexemes);
      return concerned(facts)
        .filter((entry) => finds(entry, facts))
        .map(({ id }) => id)
        .sort((a, b) => a - b);
    },
  };
}
