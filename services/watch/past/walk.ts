import { setImmediate } from 'node:timers/promises';
import type { Condition } from '../../../db/condition.ts';
import type { Orm } from '../../../db/database.ts';
import { type PastArticle, pastFound } from '../../../db/pastArticles.ts';
import type { Facts } from '../../alert/facts.ts';
import type { StorySoFar } from '../../alert/story.ts';
import { PastStories } from './stories.ts';

/** An article that a query finds, as it was when the archive learned of it. */
export interface PastFinding {
  facts: Facts;
  story: StorySoFar | null;
  /** When that was. */
  at: Date;
  /** Whether that is taken for granted: it was found much later than published. */
  assumed: boolean;
  /** Whether it was tagged anew since. */
  retagged: boolean;
}

export interface Walk {
  /** All but times that count back from now. */
  condition: Condition;
  /** Whether an article that was published then was found at another time. */
  fits(publishedAt: Date, at: Date): boolean;
  from: Date;
  /** Exclusive. */
  until: Date;
  /** Whom entities belong to, the nearest first. */
  above: ReadonlyMap<string, readonly string[]>;
}

const dayMs = 86_400_000;
const firstDays = 7;
/** Articles that a stretch of time should bring: enough for few questions, and few enough to be held. */
const wanted = 1500;
const [leastMs, mostMs] = [3_600_000, 92 * dayMs];

/**
 * What a query would have found, in the order in which the archive learned of it, one stretch of time after the other,
 * each with its end. Findings are made as they are asked for, each before the next one: stories grow with them.
 */
export async function* pastFindings(
  orm: Orm,
  { condition, fits, from, until, above }: Walk,
  signal?: AbortSignal,
): AsyncGenerator<{ findings: Iterable<PastFinding>; until: Date }> {
  const stories = new PastStories(orm);
  let length = firstDays * dayMs;
  for (let start = from; start < until; ) {
    signal?.throwIfAborted();
    const end = new Date(Math.min(start.getTime() + length, until.getTime()));
    const rows = await pastFound(orm, condition, { from: start, before: end });
    const found = rows.filter(({ publishedAt, learnedAt }) => fits(publishedAt, learnedAt));
    await stories.read(found, end);
    yield { findings: findingsOf(found, stories, above), until: end };
    stories.forget(found, end);
    length = nextLength(length, rows.length);
    start = end;
    await setImmediate();
  }
}

/** So that about as many are found as are wanted. */
const nextLength = (length: number, found: number) =>
  Math.min(mostMs, Math.max(leastMs, length * Math.min(4, Math.max(0.1, wanted / Math.max(1, found)))));

function* findingsOf(
  found: readonly PastArticle[],
  stories: PastStories,
  above: Walk['above'],
): Generator<PastFinding> {
  for (const article of found) yield findingOf(article, stories, above);
}

function findingOf(article: PastArticle, stories: PastStories, above: Walk['above']): PastFinding {
  const { learnedAt, assumed, retagged, ...rest } = article;
  const { story, copyOf } = stories.before(article);
  const { entities, events } = stories.tagsOf(article);
  const named = entities.map((entity) => ({
    ...entity,
    family: [entity.id, ...(above.get(entity.id) ?? [])],
  }));
  return {
    ...{ story, at: learnedAt, assumed, retagged },
    // Words are not asked for any more: the archive was searched for them.
    facts: { ...rest, foundAt: learnedAt, copyOf, lexemes: new Map(), entities: named, events },
  };
}
