import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from './fields.ts';
import { parseQuery } from './parse.ts';

const page = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8');
const now = new Date('2026-11-24T10:30:00Z');
const faultsOf = (text: string) => {
  const parsed = parseQuery(text, { now });
  return 'faults' in parsed ? parsed.faults : [];
};

/** The rows of the tables whose first heading is `You type` and that have so many columns; code is taken out of its marks. */
const rows = (columns: number): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )
    .filter((cells) => cells.length === columns);
const code = (cell = '') => cell.replaceAll('`', '');

describe('docs/search.md', () => {
  test.each(rows(2).map(([typed]) => code(typed)))('%s can be typed', (typed) => {
    expect(parseQuery(typed, { now })).toMatchObject({ hints: [] });
  });

  test.each(rows(3).map(([typed, message, offered]) => [code(typed), message, code(offered)]))(
    '%s is answered: %s',
    (typed = '', message, offered) => {
      expect(faultsOf(typed)).toMatchObject([{ message, ...(offered ? { mend: offered } : {}) }]);
      expect(faultsOf(typed)[0]?.mend ?? '').toBe(offered);
    },
  );

  test('shows every field, and no more, among the examples', () => {
    const shown = new Set(rows(2).flatMap(([typed]) => code(typed).match(/[a-z-]+(?=:|\([a-z]+\):)/g) ?? []));
    expect([...shown].map((name) => name.replace(/^-/, '')).sort()).toEqual(
      expect.arrayContaining([...fieldNames].sort()),
    );
  });
});

/** One alternative, or a sequence of parts: what stands on the right of a rule. */
type Part =
  | { is: 'terminal' | 'rule' | 'prose'; text: string }
  | { is: 'choice' | 'sequence'; of: Part[] }
  | { is: 'maybe' | 'repeat'; of: Part };

const rules = readRules(/```ebnf\n([\s\S]*?)```/.exec(page)?.[1] ?? '');

describe('the grammar of docs/search.md', () => {
  const parts = [...rules.values()].flatMap(partsOf);
  const terminals = new Set(
    parts.filter(({ is }) => is === 'terminal').map((part) => 'text' in part && part.text),
  );

  test('has every field and operator, and no more', () => {
    const fields = fieldNames.map((name) => (name === 'sentiment' ? name : `${name}:`));
    const signs = [
      'OR',
      '|',
      '或',
      'AND',
      'NOT',
      '-',
      '(',
      ')',
      '"',
      '*',
      'near/',
      'atleast',
      ':',
      '<',
      '<=',
      '>',
      '>=',
      '=',
    ];
    expect([...terminals].sort()).toEqual([...fields, ...signs].sort());
  });

  test('names no rule that it lacks, and has none that nothing leads to', () => {
    const named = new Set(parts.filter(({ is }) => is === 'rule').map((part) => 'text' in part && part.text));
    expect([...named, 'query'].sort()).toEqual([...rules.keys()].sort());
  });

  test('makes queries that are all read without fault', () => {
    const sentences = sentencesOf('query', 3);
    expect(new Set(fc.sample(sentences, 500)).size).toBeGreaterThan(250);
    fc.assert(
      fc.property(sentences, (text) => {
        expect(faultsOf(text).filter(({ message }) => !/may be|may have|may stand/.test(message))).toEqual(
          [],
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

const samples: Record<string, string[]> = {
  word: ['huawei', '华为', 'N+2', '7nm', 'x-ray', '昇腾910C'],
  space: [' ', '  '],
  story: ['1', '123'],
  day: ['2025', '2025-01', '2024-02-29', '2025-01-20T08:30Z'],
  back: ['24h', '7d', '2w', '6m', '1y', 'today', 'yesterday'],
  score: ['-1', '-0.3', '0', '1', '.5'],
  distance: ['1', '5', '20'],
  times: ['1', '3', '100'],
};

/** What a rule may stand for, with parentheses so deep at most. */
function sentencesOf(rule: string, depth: number): fc.Arbitrary<string> {
  const key = `${rule} ${depth}`;
  const known = made.get(key) ?? sentences(rules.get(rule)!, rule, depth);
  made.set(key, known);
  return known;
}
const made = new Map<string, fc.Arbitrary<string>>();
const isDeeper = (part: Part) => part.is === 'rule' && (part.text === 'group' || part.text === 'text');

function sentences(part: Part, rule: string, depth: number): fc.Arbitrary<string> {
  const of = (inner: Part) => sentences(inner, rule, depth);
  switch (part.is) {
    case 'terminal':
      return fc.constant(part.text);
    case 'rule':
      return sentencesOf(part.text, isDeeper(part) ? depth - 1 : depth);
    case 'prose':
      return fc.constantFrom(...samples[rule]!);
    case 'choice':
      return fc.oneof(...part.of.filter((each) => depth > 0 || !isDeeper(each)).map(of));
    case 'sequence':
      return fc.tuple(...part.of.map(of)).map((texts) => texts.join(''));
    case 'maybe':
      return fc.option(of(part.of), { nil: '', freq: 3 });
    case 'repeat':
      return fc.array(of(part.of), { maxLength: 2 }).map((texts) => texts.join(''));
  }
}

function partsOf(part: Part): Part[] {
  if (!('of' in part)) return [part];
  return [part, ...(Array.isArray(part.of) ? part.of : [part.of]).flatMap(partsOf)];
}

function readRules(text: string): Map<string, Part> {
  const tokens = text.match(/\?[^?]*\?|"[^"]*"|'[^']*'|[a-z]+|[=|,;[\]{}()]/g) ?? [];
  let at = 0;
  const closed = <T>(part: T): T => {
    at++;
    return part;
  };
  const one = (): Part => {
    const token = tokens[at++]!;
    if (token === '(') return closed(choice());
    if (token === '[') return closed({ is: 'maybe', of: choice() });
    if (token === '{') return closed({ is: 'repeat', of: choice() });
    if (token.startsWith('?')) return { is: 'prose', text: token };
    return /^["']/.test(token) ? { is: 'terminal', text: token.slice(1, -1) } : { is: 'rule', text: token };
  };
  const several = (sign: string, is: 'choice' | 'sequence', next: () => Part): Part => {
    const of = [next()];
    while (tokens[at] === sign) {
      at++;
      of.push(next());
    }
    return of.length > 1 ? { is, of } : of[0]!;
  };
  const choice = (): Part => several('|', 'choice', () => several(',', 'sequence', one));
  const found = new Map<string, Part>();
  while (at < tokens.length) {
    const name = tokens[at]!;
    at += 2;
    found.set(name, closed(choice()));
  }
  return found;
}
