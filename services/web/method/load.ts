import { type CorrectionFigure, correctionFigures } from '../../../db/correctionFigures.ts';
import type { Orm } from '../../../db/database.ts';
import { listVersion } from '../../../db/lists.ts';
import { listFeedIds, listPublishers } from '../../../db/names.ts';
import { listRights } from '../../../db/rights.ts';

/** What the page tells of this archive. */
export interface ArchiveFacts {
  feeds: number;
  publishers: number;
  rights: Awaited<ReturnType<typeof listRights>>;
  corrections: CorrectionFigure[];
  /** Version of its entity list. */
  list: string | null;
}

export async function loadFacts(orm: Orm): Promise<ArchiveFacts> {
  const [feeds, publishers, rights, corrections, list] = await Promise.all([
    listFeedIds(orm),
    listPublishers(orm),
    listRights(orm),
    correctionFigures(orm),
    listVersion(orm, 'entities'),
  ]);
  return { feeds: feeds.length, publishers: publishers.length, rights, corrections, list: list ?? null };
}
