/**
 * A cue as types/*.yaml write it: what must follow what, and what else must or must not stand in the sentence.
 *
 *     $add ... entity list           a word of the group “add”, then “entity list” at most a dozen words later
 *     cuts .. price*                 at most three words between; price* is any word that begins so
 *     <agency|us> ... $fine          a name of that type (agency, company …), of that id or belonging to it
 *     release* ... $weights & <model> & !$film     anywhere in the sentence; nowhere in it
 *
 * Alternatives stand between bars. Hyphens count as spaces, case does not matter.
 */
export interface Cue {
  steps: Step[];
  with: Term[];
  without: Term[];
}

/** A step and how far behind the one before it may begin. */
export interface Step {
  term: Term;
  gap: 'near' | 'far';
}

/** Alternatives for one place in a cue. */
export interface Term {
  words: string[];
  /** kinds of name, see kindsOf */
  names: string[];
}

/** Word groups of one language by name. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/**
 * Reads a cue.
 *
 * @param groups shared word groups by name
 * @throws Error that quotes the cue and says what is wrong
 */
export function readCue(source: string, groups: Groups): Cue {
  const [sequence, ...conditions] = source.split(' & ');
  const term = (text: string) => readTerm(text, groups, source);
  const steps = sequence!.split(/ (?=\.{2,3} )/).map((part): Step => {
    const dots = /^(\.{2,3}) /.exec(part)?.[1];
    return {
      term: term(part.slice(dots === undefined ? 0 : dots.length + 1)),
      gap: dots === '..' ? 'near' : 'far',
    };
  });
  return {
    steps,
    with: conditions.filter((each) => !each.startsWith('!')).map(term),
    without: conditions.filter((each) => each.startsWith('!')).map((each) => term(each.slice(1))),
  };
}

/** Reads the alternatives of one place; a group may hold names and other groups as well as words. */
export function readTerm(text: string, groups: Groups, cue: string = text): Term {
  const term: Term = { words: [], names: [] };
  const add = (alternative: string): void => {
    if (alternative === '') throw new Error(`the cue “${cue}” has an empty alternative`);
    if (alternative.startsWith('<')) term.names.push(...alternative.slice(1, -1).split('|'));
    else if (/^\$[a-z]/i.test(alternative))
      for (const each of groupOf(alternative.slice(1), groups, cue)) add(each);
    else if (/\*./.test(alternative))
      throw new Error(`in the cue “${cue}” the star of “${alternative}” stands before the end`);
    else term.words.push(alternative);
  };
  for (const alternative of alternatives(text)) add(alternative);
  return term;
}

function groupOf(name: string, groups: Groups, cue: string): readonly string[] {
  const group = groups[name];
  if (!group) throw new Error(`the cue “${cue}” names the group $${name}, which words/ does not have`);
  return group;
}

/** At bars, save those inside angle brackets. */
const alternatives = (text: string): string[] => text.split(/\|(?![^<]*>)/).map((each) => each.trim());
