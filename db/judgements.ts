import { eq, inArray, lte, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { judgements, tokenDays } from './schema.ts';

export type Judgement = Pick<typeof judgements.$inferSelect, 'score' | 'label'>;

/** Those of the questions that were answered before. */
export async function knownJudgements(orm: Orm, keys: readonly string[]): Promise<Map<string, Judgement>> {
  const { key, score, label } = judgements;
  const rows: (Judgement & { key: string })[] = [];
  for (const some of batches(keys))
    rows.push(...(await orm.select({ key, score, label }).from(judgements).where(inArray(key, some))));
  return new Map(rows.map(({ key, ...judgement }) => [key, judgement]));
}

/** Keeps answers; of two to one question the first. */
export async function keepJudgements(
  orm: Orm,
  answers: ReadonlyMap<string, Judgement>,
  now: Date,
): Promise<void> {
  for (const rows of batches([...answers]))
    await orm
      .insert(judgements)
      .values(rows.map(([key, { score, label }]) => ({ key, score, label, judgedAt: now })))
      .onConflictDoNothing();
}

/**
 * Takes tokens out of a day's, for all processes together: one statement, so that together they never take more.
 *
 * @param most tokens of the whole day
 * @returns false when so many are not left; nothing is taken then
 */
export async function takeTokens(orm: Orm, now: Date, tokens: number, most: number): Promise<boolean> {
  if (tokens > most) return false;
  const taken = await orm
    .insert(tokenDays)
    .values({ day: dayOf(now), tokens })
    .onConflictDoUpdate({
      target: tokenDays.day,
      set: { tokens: sql`${tokenDays.tokens} + excluded.tokens` },
      setWhere: lte(sql`${tokenDays.tokens} + excluded.tokens`, most),
    })
    .returning({ day: tokenDays.day });
  return taken.length > 0;
}

/** Corrects what was taken by what was used: a negative number takes more, whatever is left. */
export async function putBackTokens(orm: Orm, now: Date, tokens: number): Promise<void> {
  await orm
    .update(tokenDays)
    .set({ tokens: sql`greatest(0, ${tokenDays.tokens} - ${tokens})` })
    .where(eq(tokenDays.day, dayOf(now)));
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10);
