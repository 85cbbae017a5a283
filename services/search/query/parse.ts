import type { Fault, Finding } from './faults.ts';
import { type FieldName, fields, nameOf, readSentiment, type Value } from './fields.ts';
import { fold } from './fold.ts';
import { edited, mostFaults, withMends } from './mend.ts';
import { limits, type Part, type Query, type Span, type Words } from './query.ts';
import type { Token } from './reading.ts';
import { tokenize, wordsOf } from './tokens.ts';

export type Parsed =
  /** `hints` tell of what is right and was perhaps not meant. */
  { query: Query; hints: Fault[] } | { faults: Fault[] };

/**
 * Reads a query; docs/search.md has the language and its grammar. Nothing typed asks for everything.
 *
 * @param now that relative times such as after:7d count back from; without it they are faults
 */
export function parseQuery(text: string, { now }: { now?: Date } = {}): Parsed {
  const { query, findings, hints } = read(text, now);
  if (findings.length > 0) return { faults: withMends(text, findings, (other) => read(other, now).findings) };
  const asHint = ({ edit, ...hint }: Finding) => ({ ...hint, mend: edited(text, edit ? [edit] : []) });
  return { query, hints: hints.slice(0, mostFaults).map(asHint) };
}

function read(text: string, now: Date | undefined): { query: Query; findings: Finding[]; hints: Finding[] } {
  const { characters } = limits;
  const all: Query = { is: 'all' };
  if (text.length > characters) {
    const message = `A query may be ${characters.toLocaleString('en')} characters long.`;
    return { query: all, findings: [{ start: characters, end: text.length, message }], hints: [] };
  }
  const { tokens, findings, hints } = tokenize(fold(text), text);
  const query = new Parser(text, tokens, findings, now).parse();
  if (query === null && findings.length === 0 && text.trim())
    findings.push({ start: 0, end: text.length, message: 'There is no word here to look for.' });
  return { query: query ?? all, findings, hints };
}

/** What plain words stand for: text in a part of the article, or values of a field. */
type Sense = { part: Part } | { field: FieldName };

const anywhere: Sense = { part: 'anywhere' };
/** Stands where something was wrong, so that its neighbours aren't found fault with as well. */
const wrong: Query = { is: 'all' };

/** Recursive descent; each method reads the rule of docs/search.md's grammar that it is named after. */
class Parser {
  private at = 0;
  private depth = 0;
  private terms = 0;
  private tooDeep = false;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly findings: Finding[],
    private readonly now: Date | undefined,
  ) {}

  /** Null where there is nothing to look for. */
  parse(): Query | null {
    const query = this.either(anywhere);
    if (this.terms > limits.terms)
      this.fault(
        this.tokens.at(-1) ?? { start: 0, end: 0 },
        `A query may have ${limits.terms} words and fields; this one has ${this.terms}.`,
      );
    return query;
  }

  private either(sense: Sense): Query | null {
    const sides: Query[] = [];
    let operator: Token | null = null;
    for (;;) {
      const side = this.all(sense);
      if (side) sides.push(side);
      else if (operator) this.dangling(operator, 'OR needs something on both sides.');
      const next = this.take('or');
      if (!next) return joined('or', sides);
      if (!side && !operator) this.dangling(next, 'OR needs something on both sides.');
      operator = next;
    }
  }

  private all(sense: Sense): Query | null {
    const sides: Query[] = [];
    let operator: Token | null = null;
    for (;;) {
      const next = this.take('and');
      if (next) {
        if (operator || sides.length === 0) this.dangling(next, 'AND needs something on both sides.');
        else operator = next;
        continue;
      }
      const side = this.negatable(sense);
      if (!side) break;
      sides.push(side);
      operator = null;
    }
    if (operator) this.dangling(operator, 'AND needs something on both sides.');
    return joined('and', sides);
  }

  private negatable(sense: Sense): Query | null {
    const not = this.take('not');
    if (!not) return this.term(sense);
    const again = this.take('not');
    if (again) {
      this.dangling({ start: not.start, end: again.end }, 'Two negations leave nothing out.');
      return this.negatable(sense) ?? wrong;
    }
    const term = this.term(sense);
    if (term) return negated(term);
    this.dangling(not, 'There is nothing here to leave out.');
    return wrong;
  }

  private term(sense: Sense): Query | null {
    const token = this.tokens[this.at];
    if (!token || token.kind === 'or' || token.kind === 'and' || token.kind === 'not') return null;
    if (token.kind === 'close') return this.depth > 0 ? null : this.stray(token, sense);
    this.at++;
    if (token.kind === 'open') return this.group(token, sense);
    if (token.kind === 'near') {
      this.dangling(token, 'near/ needs a word or a phrase on both sides.');
      return wrong;
    }
    this.terms++;
    if (token.kind === 'atleast') return this.atleast(token, sense);
    if (token.kind === 'part') return this.part(token, sense);
    if (token.kind === 'field') return this.field(token, sense);
    if (!isWordToken(token)) return null;
    return 'field' in sense ? this.property(sense.field, token, token) : this.near(token, sense.part);
  }

  private stray(token: Token, sense: Sense): Query | null {
    this.dangling(token, 'This parenthesis closes none.');
    this.at++;
    return this.term(sense);
  }

  private group(open: Token, sense: Sense): Query | null {
    if (this.depth === limits.depth) {
      this.fault(open, `Parentheses may stand ${limits.depth} deep.`);
      this.at = this.tokens.length;
      this.tooDeep = true;
      return wrong;
    }
    const before = this.findings.length;
    this.depth++;
    const query = this.either(sense);
    this.depth--;
    const close = this.take('close');
    if (query === null && this.findings.length === before)
      this.dangling(
        { start: open.start, end: close?.end ?? open.end },
        'There is nothing in these parentheses.',
      );
    else if (!close && !this.tooDeep) this.unclosed(open);
    return query ?? wrong;
  }

  private unclosed(open: Span): void {
    const end = this.text.length;
    this.fault(open, 'This parenthesis is not closed.', { start: end, end, text: ')' });
  }

  /** One word, prefix or phrase, or two that are near each other. */
  private near(first: WordToken, part: Part): Query {
    const left = wordsIn(first);
    this.terms += countOf(left) - 1;
    const near = this.tokens[this.at];
    if (near?.kind !== 'near') return { is: 'text', words: left, part };
    this.at++;
    const second = this.tokens[this.at];
    if (!isWordToken(second)) {
      this.dangling(near, 'near/ needs a word or a phrase on both sides.');
      return wrong;
    }
    this.at++;
    const right = wordsIn(second);
    this.terms += countOf(right);
    this.refuseChain(second);
    return { is: 'text', words: { is: 'near', within: near.within, of: [left, right] }, part };
  }

  private refuseChain(word: WordToken): void {
    const near = this.tokens[this.at];
    if (near?.kind !== 'near') return;
    const again = `${this.text.slice(word.start, word.end)} `;
    const edit = { start: near.start, end: near.start, text: again };
    this.fault(near, 'near/ joins two words or phrases and no more.', edit);
    this.at++;
  }

  private atleast(token: Token & { kind: 'atleast' }, sense: Sense): Query {
    const word = this.tokens[this.at];
    if (!isWordToken(word) || 'field' in sense) {
      this.dangling(token, 'atleast takes one word or phrase: atleast3(chips).');
      return wrong;
    }
    this.at++;
    const words = wordsIn(word);
    this.terms += countOf(words) - 1;
    if (!this.take('close')) this.tooMuch(token, word);
    return { is: 'atleast', times: token.times, words, part: 'field' in sense ? 'anywhere' : sense.part };
  }

  /** Finds fault with what stands behind the first word of an atleast; several words are meant as a phrase. */
  private tooMuch(token: Token, first: WordToken): void {
    let last: Token = first;
    let isPhrase = first.kind === 'word';
    for (; ; this.at++) {
      const next = this.tokens[this.at];
      if (!next || next.kind === 'close') break;
      isPhrase &&= next.kind === 'word';
      last = next;
    }
    const { start } = first;
    const { end } = last;
    const inside = this.text.slice(start, end);
    const edit = { start, end, text: `"${inside}"${this.take('close') ? '' : ')'}` };
    this.fault(
      token,
      'atleast takes one word or phrase: atleast3("export licence").',
      isPhrase ? edit : undefined,
    );
  }

  private part(token: Token & { kind: 'part' }, sense: Sense): Query {
    const next = this.tokens[this.at];
    const outer = 'field' in sense || sense.part !== 'anywhere';
    if (outer) this.fault(token, `${token.part}: can’t stand in the parentheses of another field.`);
    if (next?.kind === 'open' || next?.kind === 'atleast') return this.term({ part: token.part }) ?? wrong;
    if (!isWordToken(next)) {
      this.fault(token, `${token.part}: needs a word, a phrase or parentheses behind it.`);
      return wrong;
    }
    this.at++;
    const query = this.near(next, token.part);
    const end = this.tokens[this.at - 1]!.end;
    if (query.is === 'text' && query.words.is !== 'near') return query;
    this.fault(
      token,
      `${token.part}: holds for what stands right behind it; put the rest in parentheses with it.`,
      {
        ...{ start: next.start, end },
        text: `(${this.text.slice(next.start, end)})`,
      },
    );
    return query;
  }

  private field(token: Token & { kind: 'field' }, sense: Sense): Query {
    if (sense !== anywhere)
      this.fault(
        token,
        'A field that asks about the whole article can’t stand in the parentheses of another.',
      );
    if (token.value) return this.property(token.field, token.value, token, token.towards);
    const open = this.take('open');
    if (open) return this.group(open, { field: token.field }) ?? wrong;
    this.fault(token, `${token.field}: needs a value right behind it: ${fields[token.field].example}`);
    return wrong;
  }

  private property(field: FieldName, value: Value, whole: Span, towards: Value | null = null): Query {
    const name = towards && nameOf(towards);
    if (!value.text.trim() || name?.name === '') {
      this.fault(whole, `${field}: is empty. Put what to look for right behind it: ${fields[field].example}`);
      return wrong;
    }
    const query = name ? readSentiment(value, name) : fields[field].read(value, this.now);
    if ('is' in query) return query;
    const edit = query.mend && { start: value.start, end: value.end, text: query.mend };
    this.fault(value, query.message, edit || undefined);
    return wrong;
  }

  private take(kind: Token['kind']): Token | null {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return null;
    this.at++;
    return token;
  }

  private fault({ start, end }: Span, message: string, edit?: Finding['edit']): void {
    this.findings.push({ start, end, message, ...(edit ? { edit } : {}) });
  }

  /** A fault in what can be left away. */
  private dangling({ start, end }: Span, message: string): void {
    this.fault({ start, end }, message, { start, end, text: '' });
  }
}

type WordToken = Token & { kind: 'word' | 'prefix' | 'phrase' };
const isWordToken = (token: Token | undefined): token is WordToken =>
  token?.kind === 'word' || token?.kind === 'prefix' || token?.kind === 'phrase';

function wordsIn({ kind, text }: WordToken): Words {
  if (kind !== 'phrase') return { is: kind, word: text };
  const words = wordsOf(text);
  return words.length === 1 ? { is: 'word', word: words[0]! } : { is: 'phrase', words };
}

const countOf = (words: Words) => (words.is === 'phrase' ? words.words.length : 1);

/** One condition as it is, several as one; those of the same kind among them are taken apart. */
function joined(is: 'and' | 'or', sides: Query[]): Query | null {
  const of = sides.flatMap((side) => (side.is === is ? side.of : [side]));
  return of.length > 1 ? { is, of } : (of[0] ?? null);
}

const negated = (query: Query): Query => (query.is === 'not' ? query.of : { is: 'not', of: query });
