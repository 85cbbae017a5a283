import { expect, test } from 'vitest';
import { ledgerOf, type ToldClaim, type ToldRelease } from './ledger.ts';

let ids = 0;
const told = (day: string, modelWords: string, claims: Partial<ToldClaim>[] = [], name = 'DeepSeek-V4') => {
  const article = { id: ++ids, title: 't', url: null, publisher: 'p', language: 'en' };
  return {
    article: { ...article, publishedAt: new Date(day) },
    model: { id: name.toLowerCase(), name, parentId: 'deepseek' },
    modelWords,
    claims: claims.map((claim) => ({
      ...{ kind: 'parameters', words: '', value: null, unit: null, measuredBy: null, sentence: 's' },
      ...claim,
    })),
  } satisfies ToldRelease;
};

test('articles on one version are one release, the newest first, called by its longest name', () => {
  const ledger = ledgerOf([
    told('2026-09-11', 'DeepSeek-V4.1'),
    told('2026-09-10', 'V4.1'),
    told('2026-04-25', 'V4-Pro'),
    told('2026-04-24', 'V4'),
  ]);
  expect(ledger.map(({ called, articles }) => [called, articles.length])).toEqual([
    ['DeepSeek-V4.1', 2],
    ['V4-Pro', 2],
  ]);
  expect(ledger[0]!.toldAt).toEqual(new Date('2026-09-10'));
});

test('what is told months later is another release; a size is no version', () => {
  expect(ledgerOf([told('2026-01-01', 'V4'), told('2026-04-01', 'V4')])).toHaveLength(2);
  expect(ledgerOf([told('2026-01-01', 'Yi-34B', [], 'Yi'), told('2026-01-02', 'Yi', [], 'Yi')])).toHaveLength(
    1,
  );
});

test('claims that say the same are one with its sources; different figures stand beside each other', () => {
  const [{ claims } = { claims: [] }] = ledgerOf([
    told('2026-01-01', 'V4', [{ words: '1.6 trillion', value: 1.6e12 }]),
    told('2026-01-02', 'V4', [{ words: '1.6万亿', value: 1.6e12 }]),
    told('2026-01-03', 'V4', [{ words: '671 billion', value: 671e9 }]),
  ]);
  expect(claims.map(({ value, sources }) => [value, sources.length])).toEqual([
    [1.6e12, 2],
    [671e9, 1],
  ]);
});

test('a benchmark of the maker is not that of others, and takes its score from whoever gives it', () => {
  const benchmark = { kind: 'benchmark', unit: 'AIME', measuredBy: 'self' as const };
  const [{ claims } = { claims: [] }] = ledgerOf([
    told('2026-01-01', 'V4', [{ ...benchmark, words: 'AIME' }]),
    told('2026-01-02', 'V4', [{ ...benchmark, words: 'AIME', value: 50 }]),
    told('2026-01-03', 'V4', [{ ...benchmark, measuredBy: 'independent', value: 41 }]),
  ]);
  expect(claims.map(({ measuredBy, value }) => [measuredBy, value])).toEqual([
    ['self', 50],
    ['independent', 41],
  ]);
});

test('a benchmark in two languages is one', () => {
  const score = (unit: string): ToldClaim => ({
    ...{ kind: 'benchmark', words: '44.9', value: 44.9, measuredBy: 'self', sentence: '' },
    unit,
  });
  const [{ claims } = { claims: [] }] = ledgerOf([
    told('2026-01-01', 'V4', [score('人类最后的考试')]),
    told('2026-01-02', 'V4', [score("Humanity's Last Exam"), score('MMLU')]),
  ]);
  expect(claims.map(({ unit, sources }) => [unit, sources.length])).toEqual([
    ['Humanity’s Last Exam', 2],
    ['MMLU', 1],
  ]);
});
