import type { Orm } from '../../../db/database.ts';
import { loadClocks, type ShownClock } from '../../api/clocks.ts';
import { type ClockKind, clockKinds } from '../../search/events/clockWords.ts';
import { listed, nameOf, say } from '../language/say.tsx';
import type { Asked } from '../layout/pageTools.ts';
import { oneOf } from './board.tsx';
import { type About, inBoth } from './names.ts';

/** A clock with the names of what it is about in both languages. */
export type BoardClock = Omit<ShownClock, 'rules' | 'about'> & { rules: About[]; about: About[] };

export interface ClockBoard {
  clocks: BoardClock[];
  isComplete: boolean;
}

/** All clocks by day. */
export async function loadBoard(orm: Orm, now: Date): Promise<ClockBoard> {
  const { clocks, read } = await loadClocks(orm, undefined, now);
  const named = await inBoth(
    orm,
    clocks.flatMap(({ rules, about }) => [rules, about]),
  );
  return {
    clocks: clocks.map((clock) => ({
      ...clock,
      rules: named(clock.rules),
      about: named(clock.about),
    })),
    isComplete: read.complete,
  };
}

/** What a reader narrows the clocks to. */
export interface ClockFilter {
  kind?: ClockKind | undefined;
  about?: string | undefined;
  by?: (typeof tellers)[number] | undefined;
}

/** Who says so: the entity list's facts of law, or articles alone. */
export const tellers = ['law', 'press'] as const;

export const askedFilter = (asked: Asked): ClockFilter => ({
  kind: oneOf(clockKinds, asked('kind')),
  about: asked('about')?.slice(0, 200) || undefined,
  by: oneOf(tellers, asked('by')),
});

export const chosenClocks = (clocks: readonly BoardClock[], { kind, about, by }: ClockFilter): BoardClock[] =>
  clocks.filter(
    (clock) =>
      (!kind || clock.kind === kind) &&
      (!about || allOf(clock).some(({ entityId }) => entityId === about)) &&
      (!by || (clock.law !== null) === (by === 'law')),
  );

export const allOf = ({ rules, about }: Pick<BoardClock, 'rules' | 'about'>): About[] => [...rules, ...about];

/** Names that a calendar or a heading has room for. */
const mostNamed = 4;

/** `Pause ends: MOFCOM Announcement 46 of 2024` */
export function clockTitle(clock: BoardClock): string {
  const names = (clock.rules.length > 0 ? clock.rules : clock.about).map(nameOf);
  const kind = kindName(clock.kind);
  if (names.length === 0) return kind;
  return say('{kind}: {names}', { kind, names: listed(names.slice(0, mostNamed)) });
}

const kindSentences = {
  'takes-effect': 'Takes effect',
  ceases: 'Ceases to apply',
  'pause-ends': 'Pause ends',
  expires: 'Expires',
  'comments-close': 'Comments close',
  'comply-by': 'Deadline to comply',
  due: 'Due',
} as const satisfies Record<ClockKind, string>;

export const kindName = (kind: ClockKind): string => say(kindSentences[kind]);

/** Part of the page, and what a calendar knows a clock by. */
export const clockId = ({ kind, day, ...clock }: BoardClock): string =>
  ['clock', day, kind, allOf(clock)[0]?.entityId ?? clock.sources[0]?.article.id ?? ''].join('-');
