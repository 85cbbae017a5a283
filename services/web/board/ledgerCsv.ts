import { line } from '../../export/csv.ts';
import type { LedgerClaim } from '../../search/events/ledger.ts';
import { type BoardRelease, claimed, licenceOf } from './ledger.ts';

type Cell = string | number | null;

/** The columns, named as programs want them whatever the language of the page. */
const columns: Record<string, (release: BoardRelease) => Cell> = {
  model: ({ called }) => called,
  modelId: ({ model }) => model.id,
  lab: ({ lab }) => lab?.name ?? null,
  firstTold: ({ toldAt }) => toldAt.toISOString(),
  parameters: (release) => values(release, 'parameters'),
  activeParameters: (release) => values(release, 'active-parameters'),
  contextTokens: (release) => values(release, 'context'),
  licence: (release) => joined(claimed(release, 'licence').map(licenceOf)),
  pricePerMillionTokens: (release) => joined(claimed(release, 'price').map(amount)),
  hardware: (release) => joined(claimed(release, 'hardware').map(({ words }) => words)),
  trainingCost: (release) => joined(claimed(release, 'training-cost').map(amount)),
  selfReportedBenchmarks: (release) => benchmarks(release, 'self'),
  independentBenchmarks: (release) => benchmarks(release, 'independent'),
  otherBenchmarks: (release) => benchmarks(release, 'unknown'),
  articles: ({ articles }) => articles.length,
  sources: ({ articles }) =>
    joined(articles.map(({ publisher, url }) => [publisher, url].filter(Boolean).join(' '))),
};

/** The ledger as CSV: a line for each release; several claims of one kind stand in one cell, semicolons between. */
export const ledgerCsv = (releases: readonly BoardRelease[]): string =>
  [
    line(Object.keys(columns)),
    ...releases.map((release) => line(Object.values(columns).map((of) => of(release)))),
  ].join('');

const joined = (words: readonly (string | number)[]): Cell => (words.length > 0 ? words.join('; ') : null);

/** `0.55 USD/input` */
const amount = ({ value, unit, words }: LedgerClaim): string =>
  value === null ? words : [value, unit].filter((each) => each !== null).join(' ');

/** A lone figure stays a number. */
function values(release: BoardRelease, kind: LedgerClaim['kind']): Cell {
  const told = claimed(release, kind).map(({ value, words }) => value ?? words);
  return told.length === 1 ? told[0]! : joined(told);
}

const benchmarks = (release: BoardRelease, by: LedgerClaim['measuredBy']): Cell =>
  joined(
    claimed(release, 'benchmark')
      .filter(({ measuredBy }) => measuredBy === by)
      .map(({ unit, words, value }) => [unit ?? words, value].filter((each) => each !== null).join(' ')),
  );
