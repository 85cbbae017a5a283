import { count, countDistinct } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { corrections } from './schema.ts';

/** How many corrections of one kind there are of tags that one version of the tagger made. */
export interface CorrectionFigure {
  kind: typeof corrections.$inferSelect.kind;
  taggerVersion: string;
  corrections: number;
  articles: number;
}

export async function correctionFigures(orm: Orm): Promise<CorrectionFigure[]> {
  const { kind, taggerVersion, articleId } = corrections;
  return orm
    .select({ kind, taggerVersion, corrections: count(), articles: countDistinct(articleId) })
    .from(corrections)
    .groupBy(kind, taggerVersion)
    .orderBy(taggerVersion, kind);
}
