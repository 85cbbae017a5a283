import type { Orm } from '../db/database.ts';
import { foundIds, readArticles } from '../db/export.ts';
import type { ArticleFilter } from '../db/search.ts';
import { type MayShow, type ShownArticle, shown } from './export/article.ts';
import { evidencePack, evidenceType } from './export/evidence.ts';
import { type Detail, type FormatName, formats } from './export/formats.ts';
import { write } from './export/writer.ts';
import { version } from './runtime/version.ts';

export const exportFormats = ['csv', 'jsonl', 'bibtex', 'csl', 'evidence'] as const satisfies (
  | FormatName
  | 'evidence'
)[];

/** What to export, and how. */
export interface ExportPlan {
  format: (typeof exportFormats)[number];
  filter: ArticleFilter;
  /** As typed, and in its canonical words. */
  query: string;
  canonical: string;
  now: Date;
  mayShow: MayShow;
  /** False leaves texts out. */
  text?: boolean | undefined;
  /** CSV begins with a byte order mark. */
  bom?: boolean | undefined;
  /** The newest so many. */
  most?: number | undefined;
  /** Told how many articles of all have been written. */
  onProgress?: (done: number, total: number) => void;
}

export interface ExportFile {
  /** Media type. */
  type: string;
  /** `chipwire-2025-01-20.csv` */
  name: string;
  articles: number;
  /** Read from the archive as they are asked for. */
  chunks: AsyncGenerator<string | Uint8Array>;
}

/** Asks the archive once; what arrives later is not in the file. */
export async function exportFile(orm: Orm, plan: ExportPlan): Promise<ExportFile> {
  const ids = await foundIds(orm, plan.filter, plan.most);
  const day = plan.now.toISOString().slice(0, 10);
  const articles = ids.length;
  if (plan.format === 'evidence') {
    const { query, canonical, now, filter } = plan;
    const asked = { query, canonical, now, copies: filter.copies ?? false, most: plan.most ?? null, version };
    const chunks = evidencePack(articlesFor({ ...plan, text: false }, orm, ids, 'names'), asked);
    return { type: evidenceType, name: `chipwire-evidence-${day}.zip`, articles, chunks };
  }
  const { detail, writer } = formats[plan.format];
  const { type, extension, ...rest } = writer(plan);
  const chunks = write(articlesFor(plan, orm, ids, detail), { type, extension, ...rest });
  return { type, name: `chipwire-${day}.${extension}`, articles, chunks };
}

async function* articlesFor(
  { mayShow, text, onProgress }: ExportPlan,
  orm: Orm,
  ids: Float64Array,
  detail: Detail,
): AsyncGenerator<ShownArticle[]> {
  let done = 0;
  for await (const { articles, taken } of readArticles(orm, ids, detail)) {
    yield articles.map((article) => shown(article, mayShow, text));
    done += taken;
    onProgress?.(done, ids.length);
  }
}
