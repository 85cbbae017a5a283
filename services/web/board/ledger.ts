import type { Orm } from '../../../db/database.ts';
import { bothNamesOf } from '../../../db/names.ts';
import { listReleases } from '../../../db/releases.ts';
import { type LedgerClaim, type LedgerRelease, ledgerOf } from '../../search/events/ledger.ts';
import type { Asked } from '../layout/pageTools.ts';
import { oneOf } from './board.tsx';

/** Tellings that the ledger is made of, the newest; some three a release. */
const mostTold = 3000;

type Named = { id: string; name: string; nameZh: string | null };

/** A release with the names of its maker in both languages. */
export type BoardRelease = LedgerRelease & { lab: Named | null };

export interface Ledger {
  releases: BoardRelease[];
  isComplete: boolean;
}

export async function loadLedger(orm: Orm): Promise<Ledger> {
  const told = await listReleases(orm, {}, mostTold + 1);
  const releases = ledgerOf(told.slice(0, mostTold));
  const labs = await bothNamesOf(orm, [...new Set(releases.flatMap(({ model }) => model.parentId ?? []))]);
  return {
    isComplete: told.length <= mostTold,
    releases: releases.map((release) => {
      const { parentId } = release.model;
      const names = parentId === null ? undefined : labs.get(parentId);
      return { ...release, lab: parentId !== null && names ? { id: parentId, ...names } : null };
    }),
  };
}

/** Columns that releases can be put in order by. */
const sorts = ['model', 'lab', 'parameters', 'active-parameters', 'context', 'price'] as const;
export type Sort = (typeof sorts)[number];

/** Of which benchmarks a release must have some. */
export const measures = ['self', 'independent'] as const;

export interface LedgerFilter {
  lab?: string | undefined;
  licence?: string | undefined;
  year?: string | undefined;
  measured?: (typeof measures)[number] | undefined;
  /** By when they were told of, the newest first, when absent. */
  sort?: Sort | undefined;
}

export const askedLedger = (asked: Asked): LedgerFilter => ({
  lab: asked('lab')?.slice(0, 200) || undefined,
  licence: asked('licence')?.slice(0, 200) || undefined,
  year: asked('year')?.slice(0, 4) || undefined,
  measured: oneOf(measures, asked('measured')),
  sort: oneOf(sorts, asked('sort')),
});

export function chosenReleases(releases: readonly BoardRelease[], filter: LedgerFilter): BoardRelease[] {
  const { lab, licence, year, measured, sort } = filter;
  const kept = releases.filter(
    (release) =>
      (!lab || release.lab?.id === lab) &&
      (!licence || claimed(release, 'licence').some((claim) => licenceOf(claim) === licence)) &&
      (!year || yearOf(release) === year) &&
      (!measured || claimed(release, 'benchmark').some(({ measuredBy }) => measuredBy === measured)),
  );
  return sort ? kept.sort(orders[sort]) : kept;
}

/** What of one kind is claimed of a release. */
export const claimed = ({ claims }: LedgerRelease, kind: LedgerClaim['kind']): LedgerClaim[] =>
  claims.filter((claim) => claim.kind === kind);

export const licenceOf = ({ unit, words }: LedgerClaim): string => unit ?? words;
export const yearOf = ({ toldAt }: LedgerRelease): string => String(toldAt.getUTCFullYear());

type Order = (a: BoardRelease, b: BoardRelease) => number;

/** The greatest claim of a kind first; of prices, the lowest. What claims none comes last. */
const byClaim = (kind: LedgerClaim['kind'], sign: 1 | -1): Order => {
  const figure = (release: BoardRelease) => {
    const values = claimed(release, kind).flatMap(({ value }) => value ?? []);
    return values.length > 0 ? Math.max(...values.map((value) => value * sign)) : Number.NEGATIVE_INFINITY;
  };
  // Infinities that are equal differ by no number.
  return (a, b) => (figure(a) === figure(b) ? 0 : figure(b) - figure(a));
};

const orders: Record<Sort, Order> = {
  model: (a, b) => a.called.localeCompare(b.called),
  lab: (a, b) => (a.lab?.name ?? '').localeCompare(b.lab?.name ?? ''),
  parameters: byClaim('parameters', 1),
  'active-parameters': byClaim('active-parameters', 1),
  context: byClaim('context', 1),
  price: byClaim('price', -1),
};
